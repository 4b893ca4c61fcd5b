import { SerialQueue } from '../../../std/serial-queue.ts';
import { type Ort, type OrtModel } from '../../../compute/runtime/ort-model.ts';
import { FRONT } from '../graph/split-model.ts';
import type { Front, FrontOutput } from './front.ts';
import type { SessionInput } from './session.ts';
import { toFeeds } from './to-feeds.ts';

/** The front of a model in ONNX Runtime, which runs ahead where the next input is known. */
export class OrtFront implements Front {
  readonly #ort: Ort;
  readonly #model: OrtModel;
  readonly #queue = new SerialQueue();
  #ahead: { readonly input: SessionInput; readonly output: Promise<FrontOutput> } | null = null;

  constructor(ort: Ort, model: OrtModel) {
    this.#ort = ort;
    this.#model = model;
  }

  run(input: SessionInput): Promise<FrontOutput> {
    const ahead = this.#ahead;
    if (ahead === null || !isSame(ahead.input, input)) return this.#start(input);
    this.#ahead = null;
    return ahead.output;
  }

  prepare(input: SessionInput): void {
    const output = this.#start(input);
    // A failure is reported when the output is asked for, if it ever is.
    output.catch(() => undefined);
    this.#ahead = { input, output };
  }

  release(): Promise<void> {
    return this.#model.release();
  }

  #start(input: SessionInput): Promise<FrontOutput> {
    return this.#queue.run(async () => toOutput(await this.#model.run(toFeeds(this.#ort, input))));
  }
}

function toOutput(outputs: Awaited<ReturnType<OrtModel['run']>>): FrontOutput {
  const { [FRONT.features]: features, [FRONT.style]: style, [FRONT.durations]: durations = null } = outputs;
  const { [FRONT.f0]: f0, [FRONT.energy]: energy = null } = outputs;
  const { [FRONT.states]: states, [FRONT.prosodyStyle]: prosodyStyle } = outputs;
  const hasStates = states !== undefined && prosodyStyle !== undefined;
  const melody = f0 !== undefined ? { f0, energy } : hasStates ? { states, style: prosodyStyle } : null;
  if (features === undefined || style === undefined || melody === null)
    throw new TypeError('The front of the model gives too little.');
  return { features, style, melody, durations };
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
