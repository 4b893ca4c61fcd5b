import { SpeechError } from '../../contract/errors.ts';
import { takesText } from '../../contract/engine-status.ts';
import { UPSTREAM_PREFIX, type Upstream } from '../../contract/upstream.ts';
import { createAbortError, isAbortError } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import { countBytes } from '../answer/count-bytes.ts';
import type { SpeechVisit } from '../answer/join-share.ts';
import { toUpstreamError } from '../answer/upstream-error.ts';
import type { SpeedMeter } from '../jobs/speed-meter.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import type { JsonBody } from '../request/read-json.ts';

/**
 * How long a service may take until its answer begins, which for a file in one piece is all of its work. Chromium gives up a
 * request after five minutes without a head, and then nobody learns why.
 */
const HEAD_WITHIN_MS = 240_000;

/** Sends requests for speech to another service, where one is set and its turn has come. */
export class UpstreamRoute {
  readonly #deps: Pick<HandlerDeps, 'upstream' | 'engine'>;
  readonly #meter: Pick<SpeedMeter, 'secondsPerSecond'>;

  constructor(deps: Pick<HandlerDeps, 'upstream' | 'engine'>, meter: Pick<SpeedMeter, 'secondsPerSecond'>) {
    this.#deps = deps;
    this.#meter = meter;
  }

  /** Returns the service that answers a request; undefined where this device does. */
  async choose({ model }: JsonBody['fields']): Promise<Upstream | undefined> {
    const upstream = this.#deps.upstream?.();
    if (upstream === undefined || toAskedModel(model) !== undefined) return upstream;
    // The built-in voice is always there, and fast.
    if (typeof model === 'string' && takesText(model)) return undefined;
    switch (upstream.when) {
      case 'asked':
        return undefined;
      case 'slow':
        return (this.#meter.secondsPerSecond ?? 0) > 1 ? upstream : undefined;
      case 'unavailable':
        return (await this.#canSpeak()) ? undefined : upstream;
    }
  }

  /**
   * Resolves to the service's answer, whose body is its own, byte by byte. An error of the service's becomes one in OpenAI's
   * form; rejects with `engine_unavailable` where nothing answers, and as `request.signal` says.
   */
  async respond(upstream: Upstream, body: JsonBody, { request, record }: SpeechVisit): Promise<Response> {
    record.update({ engine: 'upstream', format: toFormat(body.fields) });
    const response = await send(upstream, body, request.signal);
    if (!response.ok) return toUpstreamError(response);
    record.begin(response.status);
    const contentType = response.headers.get('content-type');
    return new Response(countBytes(response.body, record), {
      status: response.status,
      headers: {
        'x-sotto-engine': 'upstream',
        ...(contentType === null ? {} : { 'content-type': contentType }),
      },
    });
  }

  /** Whether a model is here or on its way. Text does not leave the device just because a request would have to wait. */
  async #canSpeak(): Promise<boolean> {
    const { state, stored } = await this.#deps.engine.status();
    if (state === 'failed') return false;
    return state !== 'idle' || stored !== false;
  }
}

function toAskedModel(model: unknown): string | undefined {
  const isAsked = typeof model === 'string' && model.startsWith(UPSTREAM_PREFIX);
  return isAsked ? model.slice(UPSTREAM_PREFIX.length) : undefined;
}

function toFormat({ response_format: format }: JsonBody['fields']): string {
  return typeof format === 'string' ? format.slice(0, 20) : 'mp3';
}

/** Rejects with `engine_unavailable` where nothing answers in time, and with an `AbortError` where `signal` fires. */
async function send(upstream: Upstream, { text, fields }: JsonBody, signal: AbortSignal): Promise<Response> {
  const { baseUrl, apiKey } = upstream;
  const scope = new Scope();
  const late = new AbortController();
  scope.timeout(() => late.abort(), HEAD_WITHIN_MS);
  const model = toAskedModel(fields['model']);
  const url = `${baseUrl.replace(/\/$/, '')}/audio/speech`;
  try {
    return await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` }),
      },
      body: model === undefined ? text : JSON.stringify({ ...fields, model }),
      signal: AbortSignal.any([signal, late.signal]),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // Neither the text nor the key goes to a host that nobody named.
      redirect: 'error',
    });
  } catch (error) {
    if (signal.aborted || (isAbortError(error) && !late.signal.aborted)) throw createAbortError();
    const { origin } = new URL(baseUrl);
    const message = late.signal.aborted
      ? `The service at ${origin} did not begin its answer within ${HEAD_WITHIN_MS / 60_000} minutes.`
      : `The service at ${origin} did not answer, or it or a content policy forbids this page to ask it.`;
    throw new SpeechError('engine_unavailable', message, { cause: error });
  } finally {
    scope.dispose();
  }
}
