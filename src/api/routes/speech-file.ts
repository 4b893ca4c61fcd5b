import { SpeechError } from '../../contract/errors.ts';
import { toSubtitles } from '../../text/timing/subtitles.ts';
import { toVtt } from '../../text/timing/captions.ts';
import { hasFirstByte, isFromStart, toFileResponse } from '../answer/byte-range.ts';
import type { SpeechVisit } from '../answer/join-share.ts';
import type { SpeechJob } from '../answer/speech-answer.ts';
import { toSpeechHeaders } from '../answer/response-headers.ts';
import type { SpeechFacts } from '../answer/speech-facts.ts';
import { toAnswerKey, type SpeechJobs } from '../answer/speech-jobs.ts';
import type { AnswerShare, SharedAnswer } from '../jobs/shared-answer.ts';
import { type WholeAnswer, WholeAnswers } from '../jobs/whole-answers.ts';
import { parseSpeechCall, type SpeechContext } from '../request/parse-speech-call.ts';
import { readQueryFields } from '../request/query-fields.ts';
import type { SpeechCall } from '../request/speech-call.ts';

/** Longest `input` of an address, in code points, however long a setting lets bodies be. */
const MAX_INPUT_LENGTH = 4_096;

/** A speech request that is an address, and the name under which others can join its answer. */
interface SpeechFile {
  readonly job: SpeechJob;
  readonly key: string;
}

/**
 * Answers addresses that are speech, for `<audio src>`, and those of their captions, for `<track src>`. Requests with the
 * same fields share one answer, which is kept for a while, whichever page asks.
 */
export class SpeechFileRoute {
  readonly #jobs: SpeechJobs;
  readonly #whole = new WholeAnswers<SpeechFacts>();

  constructor(jobs: SpeechJobs) {
    this.#jobs = jobs;
  }

  /**
   * Streams while nobody knows the length. Ranges need it: a request for one that does not begin at the first byte, or that
   * ends before the last, waits for the whole.
   */
  async respond(visit: SpeechVisit): Promise<Response> {
    const { request } = visit;
    const file = await this.#prepare(visit);
    const range = request.headers.get('range');
    const kept = await this.#findKept(file, visit);
    if (kept !== undefined) return toPart(kept, visit);
    if (request.method === 'HEAD') return new Response(null, { headers: toSpeechHeaders(file.job) });
    if (file.job.call.layout === 'streamed' && isFromStart(range)) {
      const { body, headers } = await this.#jobs.join(this.#open(file), visit);
      return new Response(body, { headers });
    }
    const share = await this.#jobs.joinForPart(this.#open(file), visit);
    return toPart({ ...share, bytes: await readAll(share) }, visit);
  }

  /** Answers with WebVTT, once all words are spoken. */
  async respondCaptions(visit: SpeechVisit): Promise<Response> {
    const file = await this.#prepare(visit);
    const headers = { 'content-type': 'text/vtt; charset=utf-8' };
    if (visit.request.method === 'HEAD') return new Response(null, { headers });
    // Those of what is played, whoever spoke it: only who asks for sound from the first byte hears another voice.
    const facts = this.#getKept(file, visit)?.facts ?? (await this.#readFacts(file, visit));
    const { text, language } = file.job.call.request;
    const vtt = toVtt(toSubtitles({ text, language, segments: facts.timedSegments }));
    const bytes = new TextEncoder().encode(vtt);
    visit.record.count(bytes.length);
    visit.record.update({ engine: facts.engine, audioSeconds: facts.audioSeconds });
    return new Response(bytes, { headers });
  }

  async #prepare({ request, clientId, record, resume }: SpeechVisit): Promise<SpeechFile> {
    requireSameOrigin(request);
    const { host, searchParams } = new URL(request.url);
    const fields = readQueryFields(searchParams);
    const parse = (context: SpeechContext): SpeechCall => parseFileCall(fields, context);
    const job = await this.#jobs.prepare({ clientId, host, parse, resume });
    record.update({ format: job.call.format });
    return { job, key: toAnswerKey(['file', host, fields], job) };
  }

  /** The answer that is kept; none is of a resumed one, which may be spoken by another course. */
  #getKept({ key }: SpeechFile, { resume }: SpeechVisit): WholeAnswer<SpeechFacts> | undefined {
    return resume === undefined ? this.#whole.get(key) : undefined;
  }

  /**
   * Finds the sound that is kept. What another model said while the one asked for was not ready serves an element that
   * plays it, which asks for later bytes; who begins at the first byte gets the model, once that is ready.
   */
  async #findKept(file: SpeechFile, visit: SpeechVisit): Promise<WholeAnswer<SpeechFacts> | undefined> {
    const { key, job } = file;
    const kept = this.#getKept(file, visit);
    const { model = job.call.request.model } = kept?.facts.course ?? {};
    const isStandIn = model !== job.call.request.model;
    if (!isStandIn || !hasFirstByte(visit.request.headers.get('range')) || !(await this.#jobs.isReady(job)))
      return kept;
    this.#whole.drop(key);
    return undefined;
  }

  #open({ key, job }: SpeechFile): SharedAnswer<SpeechFacts> {
    return this.#jobs.open(key, job, (opened) => this.#whole.keep(key, opened));
  }

  async #readFacts(file: SpeechFile, visit: SpeechVisit): Promise<SpeechFacts> {
    const share = await this.#jobs.joinForPart(this.#open(file), visit);
    await readAll(share);
    return share.facts;
  }
}

function parseFileCall(fields: Readonly<Record<string, unknown>>, context: SpeechContext): SpeechCall {
  const maxInputLength = Math.min(context.maxInputLength, MAX_INPUT_LENGTH);
  const call = parseSpeechCall({ stream_format: 'audio', ...fields }, { ...context, maxInputLength });
  if (call.delivery === 'bytes') return call;
  throw new SpeechError(
    'invalid_value',
    "Invalid 'stream_format': an address answers with sound, not with events.",
    {
      param: 'stream_format',
    },
  );
}

/** Any site can put an address into its page; whether the browser asks for another site stands in these headers. */
function requireSameOrigin({ url, headers }: Request): void {
  const site = headers.get('sec-fetch-site') ?? 'same-origin';
  const origin = headers.get('origin');
  const isOwn = origin === null || (URL.canParse(origin) && new URL(origin).host === new URL(url).host);
  if (site === 'same-origin' && isOwn && headers.get('sec-fetch-mode') !== 'navigate') return;
  throw new SpeechError(
    'cross_site_request',
    'Only pages of the same origin may ask for speech by its address.',
  );
}

/** Answers with the bytes that a request asks for, and notes what they are of. */
function toPart({ bytes, headers, facts }: WholeAnswer<SpeechFacts>, visit: SpeechVisit): Response {
  const { request, record } = visit;
  const response = toFileResponse(bytes, headers, request.headers.get('range'));
  if (request.method !== 'HEAD') record.count(Number(response.headers.get('content-length')));
  record.update({ engine: facts.engine, audioSeconds: facts.audioSeconds });
  return response;
}

async function readAll({ body }: AnswerShare<SpeechFacts>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(body).arrayBuffer());
}
