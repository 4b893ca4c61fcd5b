import type {
  MicrophoneMessage,
  MicrophoneToPage,
  PageToMicrophone,
} from '../../wire/microphone.protocol.ts';

/** About 40 ms: few messages, and a level that still follows the voice. */
const BLOCK_SAMPLES = 2048;

/** Sends what a microphone hears over a port, at the context's rate; see microphone.protocol.ts. */
class MicrophoneProcessor extends AudioWorkletProcessor {
  #block = new Float32Array(BLOCK_SAMPLES);
  #filled = 0;
  #sink: MessagePort | null = null;
  #isStopped = false;

  constructor() {
    super();
    this.port.onmessage = (event: MessageEvent<PageToMicrophone>) => {
      this.#obey(event.data);
    };
  }

  process([input]: Float32Array[][]): boolean {
    const samples = input?.[0];
    if (samples !== undefined && this.#sink !== null) this.#take(samples, this.#sink);
    return !this.#isStopped;
  }

  #take(samples: Float32Array, sink: MessagePort): void {
    this.#block.set(samples, this.#filled);
    this.#filled += samples.length;
    if (this.#filled + samples.length > BLOCK_SAMPLES) this.#flush(sink);
  }

  #flush(sink: MessagePort): void {
    const block = this.#block.slice(0, this.#filled);
    const peak = block.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
    this.#filled = 0;
    sink.postMessage(block satisfies MicrophoneMessage, [block.buffer]);
    this.port.postMessage({ type: 'level', peak } satisfies MicrophoneToPage);
  }

  #obey(message: PageToMicrophone): void {
    switch (message.type) {
      case 'record':
        this.#sink = message.port;
        return;
      case 'stop':
        if (this.#sink !== null) {
          this.#flush(this.#sink);
          this.#sink.postMessage(null satisfies MicrophoneMessage);
        }
        this.port.postMessage({ type: 'stopped' } satisfies MicrophoneToPage);
        this.#sink = null;
        this.#isStopped = true;
    }
  }
}

registerProcessor('sotto-microphone', MicrophoneProcessor);
