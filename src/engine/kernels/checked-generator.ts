import type { GeneratorReport } from '../../speech/engine-status.ts';
import type { Generator, GeneratorInput } from './generator.ts';
import { measureDifference } from './measure-difference.ts';
import type { StockGenerator } from './stock-generator.ts';

export interface CheckedGeneratorParts {
  readonly kernels: Generator;
  /** The same in ONNX Runtime; null where the kernels were found right before. */
  readonly stock: StockGenerator | null;
  /** The greatest difference that is right. */
  readonly limit: number;
}

/**
 * Compares the kernels with ONNX Runtime in the first run, with the same input. If they agree, ONNX Runtime lets go of
 * its generator; if not, it computes that run and all that follow.
 */
export class CheckedGenerator implements Generator {
  readonly #kernels: Generator;
  readonly #limit: number;
  #stock: StockGenerator | null;
  #report: GeneratorReport = { by: 'kernels', reason: null, difference: null };

  constructor({ kernels, stock, limit }: CheckedGeneratorParts) {
    this.#kernels = kernels;
    this.#stock = stock;
    this.#limit = limit;
  }

  get report(): GeneratorReport {
    return this.#report;
  }

  async generate(input: GeneratorInput, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>> {
    if (this.#stock === null) return this.#kernels.generate(input, signal);
    const expected = await this.#stock.generate(input, signal);
    if (this.#report.by === 'onnxruntime') return expected;
    this.#report = await this.#compare(input, expected, signal);
    if (this.#report.by === 'kernels') await this.release();
    else console.warn(`The kernels are not used: ${this.#report.reason ?? ''}`);
    return expected;
  }

  async release(): Promise<void> {
    const stock = this.#stock;
    this.#stock = null;
    await stock?.release();
  }

  async #compare(
    input: GeneratorInput,
    expected: Float32Array,
    signal?: AbortSignal,
  ): Promise<GeneratorReport> {
    try {
      const difference = measureDifference(await this.#kernels.generate(input, signal), expected);
      if (difference <= this.#limit) return { by: 'kernels', reason: null, difference };
      const share = Number.isFinite(difference) ? `by ${(100 * difference).toFixed(2)} %` : 'altogether';
      const reason = `what they computed differed ${share} from ONNX Runtime`;
      return { by: 'onnxruntime', reason, difference: Number.isFinite(difference) ? difference : null };
    } catch (error) {
      signal?.throwIfAborted();
      const reason = `they failed: ${error instanceof Error ? error.message : String(error)}`;
      return { by: 'onnxruntime', reason, difference: null };
    }
  }
}
