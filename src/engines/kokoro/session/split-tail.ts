import type { GeneratorReport } from '../../../contract/engine-status.ts';
import type { Tail } from '../tail/generator.ts';

/** What computes the decoder and the generator of a model that was taken apart. */
export interface SplitTail extends Pick<Tail, 'generate' | 'computeCurves'> {
  readonly generator: GeneratorReport;
  /** Whether it pays to run the front of the next input beside it. */
  readonly leavesRoom: boolean;
  release(): Promise<void>;
}
