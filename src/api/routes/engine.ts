import type {
  CheckFigures,
  DeviceCheck,
  EngineConfig,
  EngineStatus,
  PackProgress,
  WeightsOffer,
} from '../../contract/engine-status.ts';
import { SpeechError } from '../../contract/errors.ts';
import { isAbortError } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import { toJsonResponse } from '../answer/response-headers.ts';
import { withLoadWatch } from '../jobs/load-watch.ts';
import { parseEnginePatch } from '../request/engine-patch.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import type { KnownModels } from '../request/model-names.ts';
import { readJson } from '../request/read-json.ts';

/** Shows, changes or unloads the engine; the answer is always its status. */
export async function respondEngine(
  deps: HandlerDeps,
  known: KnownModels,
  request: Request,
): Promise<Response> {
  if (request.method === 'DELETE') return toStatusResponse(await deps.engine.unload());
  if (request.method !== 'PATCH') return toStatusResponse(await deps.engine.status());
  const { fields } = await readJson(request);
  const patch = await known.use((models) => parseEnginePatch(fields, models));
  requireWeights(patch, await deps.engine.status());
  return toStatusResponse(await deps.engine.configure(patch));
}

/** Throws `invalid_value` for weights that the model is known not to have; those of another model show when it is loaded. */
function requireWeights(
  { model: asked, dtype = 'auto' }: Partial<EngineConfig>,
  { model, weights }: EngineStatus,
): void {
  if (dtype === 'auto' || weights === undefined || (asked ?? model) !== model) return;
  if (Object.hasOwn(weights.bytes, dtype)) return;
  const names = Object.keys(weights.bytes).map((name) => `'${name}'`);
  const message = `Invalid value: '${dtype}'. The weights of '${model}' are: ${names.join(', ')}.`;
  throw new SpeechError('invalid_value', message, { param: 'dtype' });
}

/** Loads the engine's model, and answers when it is ready, when it cannot be loaded, or when the load stands still. */
export async function respondEngineLoad(deps: HandlerDeps, signal: AbortSignal): Promise<Response> {
  const scope = new Scope();
  if (signal.aborted) scope.dispose();
  else {
    scope.listen(signal, 'abort', () => {
      scope.dispose();
    });
  }
  try {
    const { model } = await deps.engine.status();
    const status = await withLoadWatch(deps.engine.load(scope.signal), {
      engine: deps.engine,
      model,
      stallMs: deps.loadStallMs,
      timeoutMs: deps.settings().loadTimeoutMs,
    });
    return toStatusResponse(status);
  } catch (error) {
    if (!isAbortError(error) || signal.aborted) throw error;
    throw new SpeechError('model_unavailable', 'Loading the model was cancelled.', { cause: error });
  } finally {
    scope.dispose();
  }
}

/** Answers whether the handler is alive, and what its engine does. */
export async function respondHealth(deps: HandlerDeps): Promise<Response> {
  const { state, model, engine } = await deps.engine.status();
  return toJsonResponse({ status: 'healthy', state, model, engine });
}

function toStatusResponse(status: EngineStatus): Response {
  return toJsonResponse(toEngineAnswer(status));
}

/** The status of the engine as the API shows it: names in snake case, and null for what is not known. */
export function toEngineAnswer(status: EngineStatus): object {
  const {
    loadedBytes,
    totalBytes,
    error,
    stored,
    weights,
    checks,
    generator,
    packs,
    unloadedForMemory,
    ...rest
  } = status;
  return {
    ...rest,
    // For the code that watches a load, and for the page; JSON leaves them out.
    loadSteps: undefined,
    errorCode: undefined,
    stored: stored ?? null,
    weights: weights ? toWeights(weights) : null,
    generator: generator ? { ...generator, build: generator.build ?? null } : null,
    checks: (checks ?? []).map(toCheck),
    packs: (packs ?? []).map(toPack),
    unloaded_for_memory: unloadedForMemory ?? [],
    loaded_bytes: loadedBytes,
    total_bytes: totalBytes,
    error,
  };
}

function toPack({ loadedBytes, totalBytes, ...rest }: PackProgress): object {
  return { ...rest, loaded_bytes: loadedBytes, total_bytes: totalBytes };
}

function toWeights({ isOfficial, heldBytes = 0, ...rest }: WeightsOffer): object {
  return { ...rest, official: isOfficial, held_bytes: heldBytes };
}

function toCheck({ figures, secondsPerToken, wasmSecondsPerToken, ...rest }: DeviceCheck): object {
  return {
    ...rest,
    figures: figures === null ? null : toFigures(figures),
    seconds_per_token: secondsPerToken,
    wasm_seconds_per_token: wasmSecondsPerToken,
  };
}

function toFigures({ worstBands, ...rest }: CheckFigures): object {
  return { ...rest, worst_bands: worstBands };
}
