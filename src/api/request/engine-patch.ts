import * as v from 'valibot';
import type { EngineConfig, ModelSummary } from '../../contract/engine-status.ts';
import { findModel } from './model-names.ts';
import { parseField } from './parse-field.ts';

const dtypes = ['auto', 'fp32', 'fp16', 'q8', 'q4', 'q4f16', 'q8f16'] as const;

/** The fields of a change to the engine, each of which may be left out. */
export const engineFields = {
  model: v.nullish(v.pipe(v.string(), v.description('A model of `/v1/models`, in any case.'))),
  device: v.nullish(
    v.pipe(
      v.picklist(['auto', 'wasm', 'webgpu']),
      v.description('`auto` takes the fastest one that is trusted.'),
    ),
  ),
  dtype: v.nullish(v.pipe(v.picklist(dtypes), v.description('The precision of the weights.'))),
  threads: v.nullish(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(64),
      v.description('0 takes as many threads as isolation and cores allow.'),
    ),
  ),
};

/** Parses a change to the engine; unknown fields are ignored. Throws `model_not_found` or a field's fault. */
export function parseEnginePatch(
  fields: Readonly<Record<string, unknown>>,
  models: readonly ModelSummary[],
): Partial<EngineConfig> {
  const name = parseField(engineFields.model, fields, 'model') ?? undefined;
  const device = parseField(engineFields.device, fields, 'device') ?? undefined;
  const dtype = parseField(engineFields.dtype, fields, 'dtype') ?? undefined;
  const threads = parseField(engineFields.threads, fields, 'threads') ?? undefined;
  return {
    ...(name === undefined ? {} : { model: findModel(models, name).model.id }),
    ...(device === undefined ? {} : { device }),
    ...(dtype === undefined ? {} : { dtype }),
    ...(threads === undefined ? {} : { threads }),
  };
}
