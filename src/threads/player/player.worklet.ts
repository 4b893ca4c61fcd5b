import { sonic } from '../../audio/stretch/sonic.ts';
import { createWasmLibrary } from '../../audio/encode/wasm/wasm-library.ts';
import type { PageToPlayer, SourceToSink } from '../../wire/player.protocol.ts';
import { Playback } from '../../audio/playback/playback.ts';

/** Enough to ride out a slow sentence, little enough to start and to cancel quickly. */
const TARGET_SECONDS = 4;
const REPORTS_PER_SECOND = 30;

const PULL = { type: 'pull' } as const;
const CANCEL = { type: 'cancel' } as const;

/** Plays PCM that comes over a port, at the context's rate; see player.protocol.ts for what it says and hears. */
class PlayerProcessor extends AudioWorkletProcessor {
  readonly #playback = new Playback({ targetFrames: TARGET_SECONDS * sampleRate });
  readonly #report = {
    type: 'position',
    playedFrames: 0,
    queuedFrames: 0,
    underruns: 0,
    isWaiting: false,
    turn: 0,
  };
  readonly #reportEveryFrames = sampleRate / REPORTS_PER_SECOND;
  #framesSinceReport = 0;
  #source: MessagePort | null = null;
  /** Of the present source. */
  #seeks = 0;
  #turn = 0;

  constructor() {
    super();
    this.port.onmessage = (event: MessageEvent<PageToPlayer>) => {
      this.#obey(event.data);
    };
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (output === undefined) return true;
    const playing = this.#playback.state === 'playing';
    this.#playback.render(output);
    if (!playing) return true;
    if (this.#playback.finished) this.#finish();
    else {
      this.#pull();
      this.#reportPosition(output.length);
    }
    return true;
  }

  #obey(message: PageToPlayer): void {
    switch (message.type) {
      case 'play':
        this.#turn = message.turn;
        this.#connect(message.port, message.startFrame);
        break;
      case 'seek':
        this.#turn = message.turn;
        this.#seek(message.frame);
        break;
      case 'wait-for':
        this.#playback.waitFor(message.frames);
        break;
      case 'pause':
        this.#playback.pause();
        break;
      case 'rate':
        this.#playback.setRate(message.rate);
        break;
      case 'stretcher':
        void this.#useStretcher(message.binary);
        break;
      case 'resume':
        this.#playback.resume();
        break;
      case 'stop':
        this.#disconnect();
        this.#playback.stop();
        this.port.postMessage({
          type: 'stopped',
          playedFrames: this.#playback.playedFrames,
          turn: this.#turn,
        });
    }
  }

  async #useStretcher(binary: ArrayBuffer): Promise<void> {
    this.#playback.useLibrary(await createWasmLibrary(sonic, new WebAssembly.Module(binary)));
  }

  #connect(port: MessagePort, startFrame: number): void {
    this.#disconnect();
    this.#playback.start(startFrame);
    this.#seeks = 0;
    this.#source = port;
    port.onmessage = (event: MessageEvent<SourceToSink>) => {
      if (this.#source === port) this.#receive(event.data);
    };
    this.#pull();
  }

  #receive(message: SourceToSink): void {
    switch (message.type) {
      case 'pcm':
        if (message.seeks !== this.#seeks) return;
        this.#playback.receive(message.samples);
        this.#pull();
        break;
      case 'end':
        if (message.seeks === this.#seeks) this.#playback.endSource();
        break;
      case 'failed':
        // What was made so far is still heard; the page learns the reason from its own call.
        this.#playback.endSource();
        this.port.postMessage({ type: 'failed' });
    }
  }

  #seek(frame: number): void {
    if (this.#source === null || !this.#playback.seek(frame)) return;
    this.#seeks += 1;
    this.#source.postMessage({ type: 'seek', frame });
    this.#pull();
    // A paused player reports nothing by itself.
    this.#postReport();
  }

  #pull(): void {
    if (this.#source !== null && this.#playback.shouldPull()) this.#source.postMessage(PULL);
  }

  #disconnect(): void {
    this.#source?.postMessage(CANCEL);
    this.#source?.close();
    this.#source = null;
  }

  #finish(): void {
    const { playedFrames, underruns } = this.#playback;
    this.#disconnect();
    this.#playback.stop();
    this.port.postMessage({ type: 'ended', playedFrames, underruns, turn: this.#turn });
  }

  #reportPosition(frameCount: number): void {
    this.#framesSinceReport += frameCount;
    if (this.#framesSinceReport < this.#reportEveryFrames) return;
    this.#framesSinceReport = 0;
    this.#postReport();
  }

  #postReport(): void {
    this.#report.playedFrames = this.#playback.playedFrames;
    this.#report.queuedFrames = this.#playback.queuedFrames;
    this.#report.underruns = this.#playback.underruns;
    this.#report.isWaiting = this.#playback.isWaiting;
    this.#report.turn = this.#turn;
    this.port.postMessage(this.#report);
  }
}

registerProcessor('sotto-player', PlayerProcessor);
