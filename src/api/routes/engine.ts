import { isAbortError } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import type { EngineStatus } from '../../contract/engine-status.ts';
import { SpeechError } from '../../contract/errors.ts';
import { toEngineAnswer } from '../answer/engine-answer.ts';
import { parseEnginePatch } from '../request/engine-patch.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import { toJsonResponse } from '../answer/json-response.ts';
import { withLoadWatch } from '../jobs/load-watch.ts';
import { readJson } from '../request/read-json.ts';

/** Shows, changes or unloads the engine; the answer is always its status. */
export async function respondEngine(deps: HandlerDeps, request: Request): Promise<Response> {
  if (request.method === 'DELETE') return toStatusResponse(await deps.engine.unload());
  if (request.method !== 'PATCH') return toStatusResponse(await deps.engine.status());
  const { fields } = await readJson(request);
  const patch = parseEnginePatch(fields, await deps.models());
  return toStatusResponse(await deps.engine.configure(patch));
}

/** Loads the engine's model, and answers when it is ready, when it cannot be had, or when the load stands still. */
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
