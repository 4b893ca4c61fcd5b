import type { GeneratorReport } from '../../speech/engine-status.ts';
import type { KernelTrust } from './kernel-trust.ts';
import type { LoadedModel } from './load-model.ts';

/** Takes down what computed a model's generator; kernels that were found right are trusted from then on. Tells whether that is news. */
export function noteGenerator(loaded: LoadedModel, report: GeneratorReport, trust?: KernelTrust): boolean {
  const { by, reason, difference } = loaded.generator ?? {};
  if (by === report.by && reason === report.reason && difference === report.difference) return false;
  loaded.generator = report;
  if (report.by === 'kernels' && report.difference !== null) {
    void trust?.add(loaded.plan.weights.sha256);
  }
  return true;
}
