import { describe, expect, test } from 'vitest';
import { toDownloadSize } from '../../../../../src/ui/store/selectors.ts';
import type { AppState } from '../../../../../src/ui/store/state.ts';
import {
  toLoadProblem,
  toSlowReason,
  toWeightsChoices,
} from '../../../../../src/ui/features/engine-panel/engine-words.ts';
import { sourceWords } from '../../../../../src/ui/words/create-words.ts';
import { defaultSettings } from '../../../../../src/page/settings.ts';
import type { EngineStatus } from '../../../../../src/contract/engine-status.ts';
import { createStatus } from '../../../../fixtures/engine-status.ts';

const q8Alone = { next: 'q8', isOfficial: true, bytes: { q8: 92_364_770 } } as const;

function toSize(engine: EngineStatus | null): string {
  return toPlain(toDownloadSize({ engine, settings: defaultSettings, words: sourceWords } as AppState));
}

/** Amounts and their units are joined by a space that does not break. */
function toPlain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

describe('the size of a download', () => {
  test('is that of what will be fetched', () => {
    expect(toSize(createStatus({ weights: q8Alone }))).toBe('92 MB');
    const both = { next: 'fp32', isOfficial: true, bytes: { ...q8Alone.bytes, fp32: 325_535_886 } } as const;
    expect(toSize(createStatus({ weights: both }))).toBe('326 MB');
    expect(toSize(createStatus({ weights: both, totalBytes: 1_000_000 }))).toBe('1 MB');
  });

  test('is that of q8 until the engine has answered', () => {
    expect(toSize(null)).toBe('92 MB');
  });
});

test('only the weights that there are can be chosen, each with its size', () => {
  expect(
    toWeightsChoices(q8Alone, sourceWords).map(({ value, label }) => toPlain(`${value}: ${label}`)),
  ).toEqual(['auto: Automatic', 'q8: Small, q8 (92 MB)']);
  expect(toWeightsChoices(undefined, sourceWords).map(({ label }) => toPlain(label))).toEqual([
    'Automatic',
    'Small, q8 (92 MB)',
    'Half precision, fp16 (163 MB)',
    'Best quality, fp32 (326 MB)',
  ]);
});

describe('why speech is slow', () => {
  const generator = { by: 'onnxruntime', reason: 'the graph is unknown', difference: null } as const;

  test('is said where ONNX Runtime computes the whole model on the processor', () => {
    expect(toSlowReason(createStatus({ state: 'ready', device: 'wasm', generator }))).toBe(
      'the graph is unknown',
    );
  });

  test('is not said of the kernels, of a GPU, or before anything is loaded', () => {
    const kernels = { by: 'kernels', reason: null, difference: 0 } as const;
    expect(toSlowReason(createStatus({ state: 'ready', device: 'wasm', generator: kernels }))).toBeNull();
    expect(toSlowReason(createStatus({ state: 'ready', device: 'webgpu', generator }))).toBeNull();
    expect(toSlowReason(createStatus({ generator }))).toBeNull();
  });
});

test('a failed load is the same problem in every tab', () => {
  const failed = createStatus({ state: 'failed', error: 'No network.', errorCode: 'model_unavailable' });
  expect(toLoadProblem(failed, sourceWords)).toEqual({ code: 'model_unavailable', detail: 'No network.' });
  expect(toLoadProblem({ ...failed, errorCode: null }, sourceWords).code).toBe('unknown');
});
