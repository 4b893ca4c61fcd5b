import { requireSpoken } from '../../contract/spoken-language.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import { KnownModels } from '../request/known-models.ts';
import { withLoadWatch } from '../jobs/load-watch.ts';
import { parseCaptionedCall } from '../request/parse-captioned-call.ts';
import { parseDialogueCall } from '../request/parse-dialogue.ts';
import { parsePhonemeCall } from '../request/parse-phoneme-call.ts';
import { parseSpeechCall } from '../request/parse-speech-call.ts';
import { writeCallScript } from '../request/write-script.ts';
import { Downloads } from '../jobs/downloads.ts';
import { readJson } from '../request/read-json.ts';
import type { RequestRecord } from '../request/request-record.ts';
import { OpenAnswers } from '../jobs/open-answers.ts';
import type { Answer } from '../jobs/shared-answer.ts';
import type { Scope } from '../../std/scope.ts';
import { createSpeechAnswer, type SpeechJob } from '../answer/speech-answer.ts';
import type { SpeechFacts } from '../answer/speech-facts.ts';

/** One request on its way through. */
export interface SpeechVisit {
  readonly request: Request;
  readonly clientId: string;
  readonly record: RequestRecord;
}

/** How the bodies of the routes that answer with sound are parsed. */
const parsers = {
  speech: parseSpeechCall,
  dialogue: parseDialogueCall,
  'captioned-speech': parseCaptionedCall,
  'generate-from-phonemes': parsePhonemeCall,
};

/** Answers speech requests, and holds the jobs that run. */
export class SpeechRoute {
  readonly #deps: HandlerDeps;
  readonly #models: KnownModels;
  readonly #queue = new JobQueue();
  readonly #downloads = new Downloads();
  readonly #answers = new OpenAnswers<SpeechFacts>();

  constructor(deps: HandlerDeps) {
    this.#deps = deps;
    this.#models = new KnownModels(deps.models);
  }

  /** Jobs that wait or run. */
  get openJobCount(): number {
    return this.#answers.count;
  }

  /** Whether no job holds or awaits the right to speak. */
  get isIdle(): boolean {
    return this.#answers.count === 0 && this.#queue.isEmpty;
  }

  /** Answers a request to see a file that an answer was kept in. */
  readFile(name: string, signal: AbortSignal): Promise<Response> {
    return this.#downloads.read(name, signal);
  }

  async respond(name: keyof typeof parsers, { request, clientId, record }: SpeechVisit): Promise<Response> {
    const { codecs, settings } = this.#deps;
    const body = await readJson(request);
    const { host } = new URL(request.url);
    const { maxInputLength } = settings();
    const parsed = await this.#models.use((models) =>
      parsers[name](body.fields, { models, formats: codecs.formats, maxInputLength, host }),
    );
    const { language, model } = parsed.request;
    requireSpoken(language, model);
    const script = await writeCallScript(parsed, this.#deps);
    for (const item of script.items) if (item.kind === 'run') requireSpoken(item.language, model);
    const call = { ...parsed, request: { ...parsed.request, script } };
    record.update({ format: call.format });
    const codec = await codecs.load(call.format);
    // A retry carries the same bytes, after the time limit of an attempt whose end nobody told us of; the user's lexicon may have changed
    // meanwhile.
    const said = script.items.flatMap((item) =>
      item.kind === 'run' && item.saidBy === 'user' ? [item.phonemes ?? item.text] : [],
    );
    const key = JSON.stringify([clientId, host, name, body.text, said]);
    const [deps, queue, downloads] = [this.#deps, this.#queue, this.#downloads];
    const job = { call, clientId, codec, deps, queue, downloads };
    const answer = this.#answers.joinOrOpen(key, (scope) => this.#start(job, scope));
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

  #start(job: SpeechJob, scope: Scope): Promise<Answer<SpeechFacts>> {
    const { engine, settings, loadStallMs } = this.#deps;
    return withLoadWatch(createSpeechAnswer(job, scope), {
      engine,
      model: job.call.request.model,
      stallMs: loadStallMs,
      timeoutMs: settings().loadTimeoutMs,
    });
  }
}
