import type { GeneratorReport } from '../../../contract/engine-status.ts';
import type { Encode } from '../encoder/encoder.ts';
import type { Tail } from '../tail/generator.ts';

/** What computes the decoder and the generator of a model that was taken apart. */
export interface SplitTail extends Pick<Tail, 'generate' | 'computeCurves'> {
  readonly generator: GeneratorReport;
  /** Whether it pays to run the front of the next input beside it. */
  readonly leavesRoom: boolean;
  /** Computes what comes before the tail, where that is computed in the same place; else null. */
  readonly encode: Encode | null;
  release(): Promise<void>;
}
