import type { GeneratorReport } from '../../speech/engine-status.ts';
import type { GeneratorInput, Tail } from './generator.ts';
import { measureDifference } from './measure-difference.ts';
import type { Curves, ProsodyInput } from './prosody.ts';
import type { StockTail } from './stock-tail.ts';

export interface CheckedTailParts {
  readonly kernels: Tail;
  /** The same in ONNX Runtime; null where the kernels were found right before. */
  readonly stock: StockTail | null;
  /** The greatest difference that is right. */
  readonly limit: number;
}

/**
 * Compares the kernels with ONNX Runtime in the first run, with the same input. If they agree, ONNX Runtime lets go of
 * its parts; if not, it computes that run and all that follow.
 */
export class CheckedTail {
  readonly #kernels: Tail;
  readonly #limit: number;
  #stock: StockTail | null;
  #report: GeneratorReport = { by: 'kernels', reason: null, difference: null };
  /** The greatest so far; the comparison ends with the sound. */
  #difference = 0;

  constructor({ kernels, stock, limit }: CheckedTailParts) {
    this.#kernels = kernels;
    this.#stock = stock;
    this.#limit = limit;
  }

  get report(): GeneratorReport {
    const build = this.#kernels.build;
    return this.#report.by === 'kernels' && build !== undefined ? { ...this.#report, build } : this.#report;
  }

  /** Computes F0 and energy, where the front of the model does not. */
  async computeCurves(input: ProsodyInput, signal?: AbortSignal): Promise<Curves | null> {
    const { computeCurves } = this.#kernels;
    if (computeCurves === null) return null;
    const stock = this.#stock?.computeCurves ?? null;
    if (stock === null) return computeCurves(input, signal);
    const expected = await stock(input, signal);
    await this.#compare(async () => {
      const { f0, energy } = await computeCurves(input, signal);
      return Math.max(measureDifference(f0, expected.f0), measureDifference(energy, expected.energy));
    }, signal);
    return expected;
  }

  async generate(input: GeneratorInput, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>> {
    if (this.#stock === null) return this.#kernels.generate(input, signal);
    const expected = await this.#stock.generate(input, signal);
    const isNew = this.#report.by === 'kernels';
    await this.#compare(
      async () => measureDifference(await this.#kernels.generate(input, signal), expected),
      signal,
    );
    if (this.#report.by === 'kernels') {
      this.#report = { by: 'kernels', reason: null, difference: this.#difference };
      await this.release();
    } else if (isNew) {
      console.warn(`The kernels are not used: ${this.#report.reason ?? ''}`);
    }
    return expected;
  }

  async release(): Promise<void> {
    const stock = this.#stock;
    this.#stock = null;
    await stock?.release();
  }

  /** Takes down a difference, unless the kernels were found wrong already. */
  async #compare(measure: () => Promise<number>, signal?: AbortSignal): Promise<void> {
    if (this.#report.by !== 'kernels') return;
    try {
      const difference = await measure();
      if (difference <= this.#limit) {
        this.#difference = Math.max(this.#difference, difference);
        return;
      }
      const share = Number.isFinite(difference) ? `by ${(100 * difference).toFixed(2)} %` : 'altogether';
      const reason = `what they computed differed ${share} from ONNX Runtime`;
      const finite = Number.isFinite(difference) ? difference : null;
      this.#report = { by: 'onnxruntime', reason, difference: finite };
    } catch (error) {
      signal?.throwIfAborted();
      const reason = `they failed: ${error instanceof Error ? error.message : String(error)}`;
      this.#report = { by: 'onnxruntime', reason, difference: null };
    }
  }
}
