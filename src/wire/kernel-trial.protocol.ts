import type { KernelComparison } from '../contract/kernel-comparison.ts';
import type { Dtype } from '../contract/engine-status.ts';

/** What to compare. */
export interface KernelTrialRequest {
  /** Where the app's files lie, absolute, with a slash at the end. */
  readonly baseUrl: string;
  /** Canonical id of a model that is stored with these weights. */
  readonly model: string;
  readonly dtype: Dtype;
  readonly threads: number;
  readonly rounds: number;
}

/**
 * What the kernel trial's worker does for the benchmark page (rpc over the worker itself). It may be aborted between
 * two runs.
 */
export interface KernelTrialCalls {
  compare(request: KernelTrialRequest): Promise<KernelComparison>;
}

/** What it reports meanwhile. */
export interface KernelTrialEvents {
  progress: { readonly done: number; readonly total: number };
}
