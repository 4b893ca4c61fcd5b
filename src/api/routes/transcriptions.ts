import type { HearingTask } from '../../contract/hearing.ts';
import { createTranscriptionAnswer, type TranscriptionFacts } from '../answer/transcription-answer.ts';
import { toTranscriptionFailure } from '../answer/error-response.ts';
import { RunningHash } from '../../std/running-hash.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import { OpenAnswers } from '../jobs/open-answers.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import { createNotInstalled } from '../request/hearing-names.ts';
import { parseTranscriptionCall, type TranscriptionCall } from '../request/parse-transcription-call.ts';
import { readMultipart } from '../request/form-fields.ts';
import type { SpeechVisit } from '../answer/join-share.ts';

const DEFAULT_MAX_SECONDS = 7_200;

/** Answers transcriptions and translations, and holds the jobs that run. */
export class TranscriptionRoute {
  readonly #deps: HandlerDeps;
  readonly #queue = new JobQueue();
  readonly #answers = new OpenAnswers<TranscriptionFacts>();

  constructor(deps: HandlerDeps) {
    this.#deps = deps;
  }

  /** Jobs that wait or run. */
  get openJobCount(): number {
    return this.#answers.count;
  }

  /** Whether no job holds or awaits the right to hear. */
  get isIdle(): boolean {
    return this.#answers.count === 0 && this.#queue.isEmpty;
  }

  /** Answers a form with a sound. Rejects with a `SpeechError` where no model is stored or the form is at fault. */
  async respond(visit: SpeechVisit, task: HearingTask): Promise<Response> {
    try {
      return await this.#hear(visit, task);
    } catch (error) {
      throw toTranscriptionFailure(error);
    }
  }

  async #hear({ request, clientId, record }: SpeechVisit, task: HearingTask): Promise<Response> {
    const { hearing, settings } = this.#deps;
    // While there is no model, every request is answered alike: SDKs take a 404 for "no such model" and do not retry.
    if (hearing === undefined) throw createNotInstalled();
    const [models, hasSpeakers] = await Promise.all([hearing.models(), hearing.hasSpeakers()]);
    if (models.length === 0) throw createNotInstalled();
    const call = parseTranscriptionCall(await readMultipart(request), { task, models, hasSpeakers });
    record.update({ format: call.format });
    // A retry carries the same bytes, after the time limit of an attempt whose end was not reported.
    const key = await toKey(call, clientId);
    const { queueLimit, maxHeardSeconds = DEFAULT_MAX_SECONDS } = settings();
    const job = { call, clientId, queueLimit, maxHeardSeconds, hearing, queue: this.#queue };
    const answer = this.#answers.joinOrOpen(key, (scope) => createTranscriptionAnswer(job, scope));
    let facts: TranscriptionFacts | null = null;
    const share = await answer.join({
      request,
      onBytes: (byteCount) => {
        record.count(byteCount);
      },
      onEnd: (error) => {
        const { durationSeconds = null, failure = null } = facts?.transcript ?? {};
        record.end(error ?? failure, { audioSeconds: durationSeconds });
      },
    });
    facts = share.facts;
    record.begin(200, { engine: 'whisper', queueMs: facts.queueMs });
    return new Response(share.body, { headers: share.headers });
  }
}

/** Names a request by its client, its files' contents and its fields. */
async function toKey(call: TranscriptionCall, clientId: string): Promise<string> {
  const { file, granularities, speakers, ...fields } = call;
  const known = speakers?.known ?? [];
  const digests = await Promise.all([file, ...known.map(({ sound }) => sound)].map(toDigest));
  const names = known.map(({ name }) => name);
  return JSON.stringify([clientId, digests, [...granularities], names, speakers?.limits, fields]);
}

/** `crypto.subtle` is missing on pages over plain http. Whoever forges a digest only gets an answer of his own. */
async function toDigest(file: Blob): Promise<string> {
  const hash = new RunningHash();
  hash.add(new Uint8Array(await file.arrayBuffer()));
  return `${hash.byteCount} ${hash.digest}`;
}
