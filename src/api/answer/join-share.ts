import type { ResumePoint, SpeechCourse } from '../../contract/speech-course.ts';
import type { AnswerShare, SharedAnswer } from '../jobs/shared-answer.ts';
import type { RequestRecord } from '../request/request-record.ts';
import type { SpeechFacts } from './speech-facts.ts';

/** One request on its way through. */
export interface SpeechVisit {
  readonly request: Request;
  readonly clientId: string;
  readonly record: RequestRecord;
  readonly resume?: ResumePoint | undefined;
  /** Called before the answer with what it is spoken by, which grows while it is read. */
  readonly onCourse?: ((course: SpeechCourse) => void) | undefined;
}

/** Joins an answer, and records what of it the request gets, with status 200. Rejects as the job does. */
export async function joinShare(
  answer: SharedAnswer<SpeechFacts>,
  { request, record }: SpeechVisit,
): Promise<AnswerShare<SpeechFacts>> {
  let facts: SpeechFacts | null = null;
  const share = await answer.join({
    request,
    onBytes: (byteCount) => {
      record.count(byteCount);
    },
    onEnd: (error) => {
      record.end(error ?? facts?.failure ?? null, { audioSeconds: facts?.audioSeconds ?? null });
    },
  });
  facts = share.facts;
  record.begin(200, { engine: facts.engine, queueMs: facts.queueMs });
  return share;
}
