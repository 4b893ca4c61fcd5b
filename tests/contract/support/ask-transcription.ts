import type { HeardWindow, HearingJob } from '../../../src/contract/hearing.ts';
import type { SpeakerModels } from '../../../src/contract/speakers.ts';
import { createFakeHearing, toSpeechWav, type FakeHearing } from './fake-hearing.ts';
import { createTestHandler } from './test-handler.ts';

/** Names and values of a form. */
export type Fields = readonly (readonly [string, string | File])[];

/** Creates a request with a form. */
export function toFormRequest(fields: Fields, path = 'transcriptions', init: RequestInit = {}): Request {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return new Request(`https://sotto.test/v1/audio/${path}`, { method: 'POST', body: form, ...init });
}

/** An answer, and what was heard for it. */
export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly hearing: FakeHearing;
}

/** Asks a handler that hears for a transcription. */
export async function ask(
  fields: Fields,
  options: {
    readonly path?: string;
    readonly toWindow?: (job: HearingJob) => Partial<HeardWindow>;
    readonly file?: File;
    readonly speakers?: SpeakerModels;
  } = {},
): Promise<Asked> {
  const hearing = createFakeHearing(options.toWindow, options.speakers ?? null);
  const { handler } = createTestHandler({ deps: { hearing } });
  const file = options.file ?? toSpeechWav(3, 2, 3);
  const response = await handler(toFormRequest([['file', file], ...fields], options.path));
  return { status: response.status, headers: response.headers, text: await response.text(), hearing };
}

/** The error of an answer. */
export const toError = ({ text }: Asked): unknown => (JSON.parse(text) as { error: unknown }).error;
