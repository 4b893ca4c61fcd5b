import workletUrl from '../threads/microphone/microphone.worklet.ts?worker&url';
import { Scope } from '../std/scope.ts';
import type { MicrophoneToPage, PageToMicrophone } from '../wire/microphone.protocol.ts';

/** A microphone that is on. */
export interface Microphone {
  /** Speaks `MicrophoneMessage`; hand it to `listen`. */
  readonly port: MessagePort;
  readonly sampleRate: number;
  /** Switches it off; the other end of the port gets a message after the last sample. */
  stop(): void;
}

/** Says why there is no microphone. */
export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError';
  readonly reason: 'denied' | 'missing' | 'unavailable';

  constructor(reason: MicrophoneError['reason'], cause?: unknown) {
    super(`The microphone is ${reason}.`, { cause });
    this.reason = reason;
  }
}

/**
 * Switches the microphone on, after the browser has asked the user; `onLevel` is called with the loudest sample of each
 * moment, 0 to 1. Rejects with `MicrophoneError`.
 */
export async function openMicrophone(onLevel: (peak: number) => void): Promise<Microphone> {
  const stream = await requestStream();
  const scope = new Scope();
  scope.add(() => stream.getTracks().forEach((track) => track.stop()));
  try {
    // At the device's rate: Firefox refuses to connect a microphone to a context of another one.
    const context = new AudioContext();
    scope.add(() => void context.close());
    await context.resume();
    await context.audioWorklet.addModule(workletUrl);
    const node = new AudioWorkletNode(context, 'sotto-microphone', {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    scope.listen(node.port, 'message', ({ data }: MessageEvent<MicrophoneToPage>) => {
      if (data.type === 'level') onLevel(data.peak);
      else scope.dispose();
    });
    node.port.start();
    const { port1, port2 } = new MessageChannel();
    post(node, { type: 'record', port: port1 }, [port1]);
    context.createMediaStreamSource(stream).connect(node);
    return {
      port: port2,
      sampleRate: context.sampleRate,
      stop: () => {
        post(node, { type: 'stop' });
        // The context closes once the last samples were sent; the microphone is off at once.
        stream.getTracks().forEach((track) => track.stop());
      },
    };
  } catch (error) {
    scope.dispose();
    throw new MicrophoneError('unavailable', error);
  }
}

function post(node: AudioWorkletNode, message: PageToMicrophone, transfer: Transferable[] = []): void {
  node.port.postMessage(message, transfer);
}

async function requestStream(): Promise<MediaStream> {
  // There is none on a page that is not served securely.
  const { mediaDevices } = navigator as { readonly mediaDevices?: MediaDevices };
  if (mediaDevices === undefined) throw new MicrophoneError('unavailable');
  try {
    return await mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    throw new MicrophoneError(toReason(error), error);
  }
}

function toReason(error: unknown): MicrophoneError['reason'] {
  const { name } = error as DOMException;
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'unavailable';
}
