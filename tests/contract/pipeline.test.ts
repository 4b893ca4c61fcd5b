import { describe, expect, it } from 'vitest';
import { toFloat32 } from '../../src/audio/pcm.ts';
import { createSpeak } from '../../src/speech/speak.ts';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { createFakePhonemizer } from '../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../fixtures/fake-synthesizer.ts';
import { toAudibleIds, toFramesPerToken } from '../fixtures/tone.ts';
import { toAudio, toEvents } from './support/events.ts';
import { createTestHandler, toSpeechRequest } from './support/test-handler.ts';

const sentence = 'The quick brown fox jumps over the lazy dog near the old river bank.';

/** The whole path but for the engine: text, plan, segments, codec, answer. */
async function speak(body: object): Promise<{ answer: Buffer; sent: number[] }> {
  const synthesizer = createFakeSynthesizer();
  const { handler } = createTestHandler({
    deps: { speak: createSpeak({ phonemizer: createFakePhonemizer(), synthesizer }) },
  });
  const response = await handler(toSpeechRequest(body));
  expect(response.status).toBe(200);
  const answer = Buffer.from(await response.arrayBuffer());
  expect(handler.isIdle()).toBe(true);
  return { answer, sent: synthesizer.jobs.flatMap(({ tokenIds }) => toAudibleIds(tokenIds)) };
}

function decode(pcm: Buffer, speed = 1): number[] {
  const samples = toFloat32(new Int16Array(Uint8Array.from(pcm).buffer));
  return decodeTones(samples, { framesPerToken: toFramesPerToken(speed) });
}

describe('what is heard is what was sent', () => {
  it.each([1, 2, 30])('in %i sentences, as pcm, wav and events', async (count) => {
    const body = { input: Array.from({ length: count }, () => sentence).join(' '), voice: 'af_bella' };
    const pcm = await speak({ ...body, response_format: 'pcm' });
    expect(pcm.sent.length).toBeGreaterThan(count * 50);
    expect(decode(pcm.answer)).toEqual(pcm.sent);
    const wav = await speak({ ...body, response_format: 'wav' });
    expect(decode(wav.answer.subarray(44))).toEqual(wav.sent);
    const events = await speak({ ...body, response_format: 'pcm', stream_format: 'sse' });
    const deltas = toEvents(events.answer.toString()).slice(0, -1);
    expect(decode(toAudio(deltas, 'audio'))).toEqual(events.sent);
  });

  it.each([0.5, 2])('at speed %d', async (speed) => {
    const { answer, sent } = await speak({ input: sentence, response_format: 'pcm', speed });
    expect(decode(answer, speed)).toEqual(sent);
  });

  it('with a time for every word, at its place in the text', async () => {
    const body = { input: `${sentence} ${sentence}`, response_format: 'pcm', stream_format: 'sse' };
    const { answer } = await speak({ ...body, return_timestamps: true });
    const events = toEvents(answer.toString());
    const words = events.flatMap(({ timestamps = [] }) => timestamps as Record<string, number | string>[]);
    expect(words.map(({ word }) => word)).toEqual(body.input.match(/[a-z]+/gi));
    const { usage } = events.at(-1) as { usage: { output_tokens: number } };
    let earlier = 0;
    for (const { start, end } of words) {
      expect(Number(start)).toBeGreaterThanOrEqual(earlier);
      expect(Number(end)).toBeGreaterThan(Number(start));
      earlier = Number(end);
    }
    expect(earlier).toBeLessThanOrEqual(usage.output_tokens / 40);
  });
});
