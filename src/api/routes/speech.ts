import { requireSpoken } from '../../contract/spoken-language.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import { KnownModels } from '../request/known-models.ts';
import { withLoadWatch } from '../jobs/load-watch.ts';
import { parseSpeechCall } from '../request/parse-speech-call.ts';
import { readJson } from '../request/read-json.ts';
import type { RequestRecord } from '../request/request-record.ts';
import { SharedAnswer } from '../jobs/shared-answer.ts';
import { createSpeechAnswer, type SpeechJob } from '../answer/speech-answer.ts';
import type { SpeechFacts } from '../answer/speech-facts.ts';

/** One request on its way through. */
export interface SpeechVisit {
  readonly request: Request;
  readonly clientId: string;
  readonly record: RequestRecord;
}

/** Answers speech requests, and holds the jobs that run. */
export class SpeechRoute {
  readonly #deps: HandlerDeps;
  readonly #models: KnownModels;
  readonly #queue = new JobQueue();
  readonly #answers = new Set<SharedAnswer<SpeechFacts>>();
  /** The newest answer to each request of each client. */
  readonly #joinable = new Map<string, SharedAnswer<SpeechFacts>>();

  constructor(deps: HandlerDeps) {
    this.#deps = deps;
    this.#models = new KnownModels(deps.models);
  }

  /** Jobs that wait or run. */
  get openJobCount(): number {
    return this.#answers.size;
  }

  /** Whether no job holds or awaits the right to speak. */
  get isIdle(): boolean {
    return this.#answers.size === 0 && this.#queue.isEmpty;
  }

  async respond({ request, clientId, record }: SpeechVisit): Promise<Response> {
    const { codecs, settings } = this.#deps;
    const body = await readJson(request);
    const { host } = new URL(request.url);
    const { maxInputLength } = settings();
    const call = await this.#models.use((models) =>
      parseSpeechCall(body.fields, { models, formats: codecs.formats, maxInputLength, host }),
    );
    requireSpoken(call.request.language, call.request.model);
    record.update({ format: call.format });
    const codec = await codecs.load(call.format);
    // A retry carries the same bytes, after the time limit of an attempt whose end nobody told us of.
    const key = JSON.stringify([clientId, host, body.text]);
    const answer =
      this.#find(key) ?? this.#open(key, { call, clientId, codec, deps: this.#deps, queue: this.#queue });
    let facts: SpeechFacts | null = null;
    const share = await answer.join({
      request,
      onBytes: (byteCount) => {
        record.count(byteCount);
      },
      onEnd: (error) => {
        record.end(error, { audioSeconds: facts?.audioSeconds ?? null });
      },
    });
    facts = share.facts;
    record.begin(200, { engine: facts.engine, queueMs: facts.queueMs });
    return new Response(share.body, { headers: share.headers });
  }

  #find(key: string): SharedAnswer<SpeechFacts> | undefined {
    const answer = this.#joinable.get(key);
    return answer?.isJoinable === true ? answer : undefined;
  }

  #open(key: string, job: SpeechJob): SharedAnswer<SpeechFacts> {
    const { engine, settings, loadStallMs } = this.#deps;
    const answer = new SharedAnswer<SpeechFacts>(
      (scope) =>
        withLoadWatch(createSpeechAnswer(job, scope), {
          engine,
          model: job.call.request.model,
          stallMs: loadStallMs,
          timeoutMs: settings().loadTimeoutMs,
        }),
      () => {
        this.#answers.delete(answer);
        if (this.#joinable.get(key) === answer) this.#joinable.delete(key);
      },
    );
    this.#answers.add(answer);
    this.#joinable.set(key, answer);
    return answer;
  }
}
