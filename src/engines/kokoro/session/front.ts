import { toFeeds } from './to-feeds.ts';
import { SerialQueue } from '../../../std/serial-queue.ts';
import { type Ort, type OrtModel } from '../../../compute/runtime/ort-model.ts';
import type { SessionInput } from './session.ts';

type Outputs = Awaited<ReturnType<OrtModel['run']>>;

/** The front of a model in ONNX Runtime, which runs ahead where it is told what comes next. */
export class Front {
  readonly #ort: Ort;
  readonly #model: OrtModel;
  readonly #queue = new SerialQueue();
  #ahead: { readonly input: SessionInput; readonly outputs: Promise<Outputs> } | null = null;

  constructor(ort: Ort, model: OrtModel) {
    this.#ort = ort;
    this.#model = model;
  }

  /** Gives what the front makes of an input; at once, where that was prepared. */
  run(input: SessionInput): Promise<Outputs> {
    const ahead = this.#ahead;
    if (ahead === null || !isSame(ahead.input, input)) return this.#start(input);
    this.#ahead = null;
    return ahead.outputs;
  }

  /** Begins with an input that is expected next. */
  prepare(input: SessionInput): void {
    const outputs = this.#start(input);
    // Told when it is asked for, if it ever is.
    outputs.catch(() => undefined);
    this.#ahead = { input, outputs };
  }

  release(): Promise<void> {
    return this.#model.release();
  }

  #start(input: SessionInput): Promise<Outputs> {
    return this.#queue.run(() => this.#model.run(toFeeds(this.#ort, input)));
  }
}

function isSame(first: SessionInput, second: SessionInput): boolean {
  return (
    first.speed === second.speed &&
    hasSame(first.tokenIds, second.tokenIds) &&
    hasSame(first.style, second.style)
  );
}

function hasSame(first: ArrayLike<number>, second: ArrayLike<number>): boolean {
  return (
    first.length === second.length && Array.prototype.every.call(first, (value, i) => value === second[i])
  );
}
