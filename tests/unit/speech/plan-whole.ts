import type { Segment } from '../../../src/contract/segment.ts';
import type { Phonemizer } from '../../../src/contract/phonemizer.ts';
import { expect } from 'vitest';
import { toTokenIds } from '../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { takesText } from '../../../src/contract/engine-status.ts';
import { createScript } from '../../../src/text/formats/create-script.ts';
import { plan } from '../../../src/speech/plan.ts';
import type { Pace } from '../../../src/speech/ramp.ts';
import type { SpeechRequest } from '../../../src/contract/request.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';

/** A signal that never fires. */
export const never = new AbortController().signal;

/** Creates a request for a text. */
export function request(text: string, more: Partial<SpeechRequest> = {}): SpeechRequest {
  return {
    text,
    model: 'kokoro-82m',
    voice: [{ id: 'af_heart', weight: 1 }],
    language: 'en-us',
    speed: 1,
    ...more,
  };
}

/** Plans a whole text. */
export function planAll(
  text: string,
  phonemizer: Phonemizer = createFakePhonemizer(),
  pace?: Pace,
): Promise<Segment[]> {
  return planRequest(request(text), phonemizer, pace);
}

/** Plans a whole request. */
export async function planRequest(
  asked: SpeechRequest,
  phonemizer: Phonemizer,
  pace?: Pace,
): Promise<Segment[]> {
  const segments: Segment[] = [];
  const options = pace === undefined ? { signal: never } : { signal: never, pace };
  const speaker = takesText(asked.model) ? null : phonemizer;
  for await (const segment of plan(await createScript(asked), speaker, options)) segments.push(segment);
  return segments;
}

/** What is spoken of a text by the fake phonemizer. */
export const letters = (text: string): string => (text.match(/[\p{L}\p{N}]/gu) ?? []).join('');

/** What must hold of any plan. */
export function expectWhole(text: string, segments: readonly Segment[]): void {
  segments.forEach((segment, index) => {
    expect(segment.index).toBe(index);
    expect(segment.text).toBe(text.slice(segment.start, segment.end));
    expect(segment.start).toBe(segments[index - 1]?.end ?? 0);
    expect(segment.tokenIds).toEqual(toTokenIds(segment.phonemes));
    expect(segment.tokenIds.length).toBe(Array.from(segment.phonemes).length + 2);
    expect(segment.tokenIds.length).toBeLessThanOrEqual(512);
  });
  expect(segments.at(-1)?.end).toBe(text.length);
}
