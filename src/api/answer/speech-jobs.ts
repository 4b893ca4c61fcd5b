import { requireSpoken } from '../../contract/phonemizer.ts';
import type { ResumePoint, SpeechCourse } from '../../contract/speech-course.ts';
import type { Scope } from '../../std/scope.ts';
import { Downloads } from '../jobs/downloads.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import { withLoadWatch } from '../jobs/load-watch.ts';
import { OpenAnswers } from '../jobs/open-answers.ts';
import type { Answer, AnswerShare, SharedAnswer } from '../jobs/shared-answer.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import { KnownModels } from '../request/model-names.ts';
import type { SpeechContext } from '../request/parse-speech-call.ts';
import type { SpeechCall } from '../request/speech-call.ts';
import { writeCallScript } from '../request/write-script.ts';
import { joinShare, type SpeechVisit } from './join-share.ts';
import { createSpeechAnswer, type SpeechJob } from './speech-answer.ts';
import type { SpeechFacts } from './speech-facts.ts';

/** Who asks for sound, and how the call is parsed out of the request. */
export interface AskedSpeech {
  readonly clientId: string;
  readonly host: string;
  readonly parse: (context: SpeechContext) => SpeechCall;
  /** Where to go on with an answer that another thread began. */
  readonly resume: ResumePoint | undefined;
}

/** Changes an answer before anybody reads it. */
export type WrapAnswer = (answer: Answer<SpeechFacts>) => Answer<SpeechFacts>;

/** The speech jobs of a handler: those that wait and those that run. */
export class SpeechJobs {
  readonly downloads = new Downloads();
  /** The models that speak. */
  readonly models: KnownModels;
  readonly #deps: HandlerDeps;
  readonly #queue = new JobQueue();
  readonly #answers = new OpenAnswers<SpeechFacts>();
  readonly #courses = new RecentCourses();

  constructor(deps: HandlerDeps) {
    this.#deps = deps;
    this.models = new KnownModels(deps.models);
  }

  /** Jobs that wait or run. */
  get openCount(): number {
    return this.#answers.count;
  }

  /** Whether no job holds or awaits the right to speak. */
  get isIdle(): boolean {
    return this.#answers.count === 0 && this.#queue.isEmpty;
  }

  /** Parses a call, and reads its text. Rejects with a `SpeechError` for a call that cannot be answered. */
  async prepare({ clientId, host, parse, resume: asked }: AskedSpeech): Promise<SpeechJob> {
    const { codecs, settings } = this.#deps;
    const resume = this.#courses.complete(asked);
    const { maxInputLength } = settings();
    const { formats } = codecs;
    const parsed = await this.models.use((models) => parse({ models, formats, maxInputLength, host }));
    const { model } = parsed.request;
    const script = await writeCallScript(parsed, this.#deps);
    const param = parsed.turns === undefined ? 'input' : 'turns';
    for (const item of script.items) if (item.kind === 'run') requireSpoken(item.language, model, param);
    const call = { ...parsed, request: { ...parsed.request, script } };
    const codec = await codecs.load(call.format);
    const [deps, queue, downloads] = [this.#deps, this.#queue, this.downloads];
    return { call, clientId, codec, deps, queue, downloads, resume };
  }

  /** Returns the answer that `key` names while it can be joined; else begins the job. */
  open(key: string, job: SpeechJob, wrap: WrapAnswer = (answer) => answer): SharedAnswer<SpeechFacts> {
    return this.#answers.joinOrOpen(key, async (scope) => wrap(await this.#start(job, scope)));
  }

  /** Joins an answer for a reader who gets all of it. Rejects as the job does. */
  async join(answer: SharedAnswer<SpeechFacts>, visit: SpeechVisit): Promise<AnswerShare<SpeechFacts>> {
    const share = await joinShare(answer, visit);
    this.#remember(share, visit);
    return share;
  }

  /** Joins an answer that is read here, of which the reader gets a part. Rejects as the job does. */
  async joinForPart(
    answer: SharedAnswer<SpeechFacts>,
    visit: SpeechVisit,
  ): Promise<AnswerShare<SpeechFacts>> {
    const share = await answer.join({ request: visit.request });
    this.#remember(share, visit);
    return share;
  }

  /** Whether the model that a job asks for is loaded. */
  async isReady({ call }: SpeechJob): Promise<boolean> {
    const { state, model } = await this.#deps.engine.status();
    return state === 'ready' && model === call.request.model;
  }

  /** Its reader may come back for the rest, by the same choices. */
  #remember({ facts: { course } }: AnswerShare<SpeechFacts>, { record, onCourse }: SpeechVisit): void {
    onCourse?.(course);
    this.#courses.keep(record.entry.id, course);
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

/**
 * Names the answer to a request of these parts. The user's lexicon may have changed since the same request was made, and
 * a resumed answer is spoken by a course of its own.
 */
export function toAnswerKey(parts: readonly unknown[], { call, resume }: SpeechJob): string {
  const said = call.request.script?.items.flatMap((item) =>
    item.kind === 'run' && item.saidBy === 'user' ? [item.phonemes ?? item.text] : [],
  );
  return JSON.stringify([...parts, said, resume?.course ?? null]);
}

/** As many answers as pages can hope to go on with; a course is a few numbers for each segment. */
const MOST_COURSES = 64;

/** Remembers what the latest answers were spoken by, for readers who know only the name of theirs. */
class RecentCourses {
  readonly #courses = new Map<string, SpeechCourse>();

  keep(requestId: string, course: SpeechCourse): void {
    this.#courses.delete(requestId);
    this.#courses.set(requestId, course);
    const [oldest] = this.#courses.keys();
    if (this.#courses.size > MOST_COURSES && oldest !== undefined) this.#courses.delete(oldest);
  }

  /** Adds the course that the reader does not know, where it is remembered. */
  complete(resume: ResumePoint | undefined): ResumePoint | undefined {
    if (resume?.requestId === undefined || resume.course !== undefined) return resume;
    const course = this.#courses.get(resume.requestId);
    // A copy: the answer that broke may still be adding to its own.
    return { ...resume, course: course && structuredClone(course) };
  }
}
