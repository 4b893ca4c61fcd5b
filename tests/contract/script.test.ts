import { expect, it } from 'vitest';
import type { Script } from '../../src/contract/script.ts';
import { createSpeakScript } from '../../src/speech/speak.ts';
import { createFakePhonemizer } from '../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../fixtures/fake-synthesizer.ts';
import { toAudio, toEvents } from './support/events.ts';
import { createTestHandler, toSpeechRequest } from './support/test-handler.ts';

const input = '[1s]Dr Who said: [0.5s]no.';
const alike = { kind: 'run', language: 'en-us', speed: 1, voice: [{ id: 'af_heart', weight: 1 }] } as const;
const items: Script['items'] = [
  { kind: 'pause', seconds: 1, source: { start: 0, end: 4 } },
  { ...alike, text: 'Doctor', source: { start: 4, end: 6 } },
  { ...alike, text: ' Who said: ', source: { start: 6, end: 17 } },
  { kind: 'pause', seconds: 0.5, source: { start: 17, end: 23 } },
  { ...alike, text: 'no.', source: { start: 23, end: 26 }, voice: [{ id: 'am_adam', weight: 1 }] },
];
const script: Script = { source: input, items, warnings: [] };

it('a script is answered with its pauses, its words as the user wrote them, and its cost', async () => {
  const phonemizer = createFakePhonemizer();
  const speakScript = createSpeakScript({ phonemizer, synthesizer: createFakeSynthesizer(), joins: null });
  const { handler } = createTestHandler({ deps: { speak: (_, signal) => speakScript(script, signal) } });
  const body = { input, response_format: 'pcm', stream_format: 'sse', return_timestamps: true };
  const response = await handler(toSpeechRequest(body));
  expect(response.status).toBe(200);
  expect(response.headers.get('x-sotto-engine')).toBe('kokoro');
  const events = toEvents(await response.text());
  const words = events.flatMap(({ timestamps = [] }) => timestamps as Record<string, number | string>[]);
  const tokenSeconds = 0.05;
  // The second segment stands behind both pauses, 18 tokens of the first, and its own padding.
  const second = 1.5 + 18 * tokenSeconds + tokenSeconds;
  expect(words.map(({ word, start_char }) => [word, start_char])).toEqual([
    ['Dr', 4],
    ['Who', 7],
    ['said', 11],
    ['no', 23],
  ]);
  expect(words[0]!['start']).toBeCloseTo(1 + tokenSeconds, 9);
  expect(words[3]!['start']).toBeCloseTo(second, 9);
  const { usage } = events.at(-1) as { usage: { input_tokens: number; output_tokens: number } };
  const tokens = 'doctor who said:'.length + 'no.'.length;
  expect(usage.input_tokens).toBe(tokens);
  const seconds = 1.5 + (tokens + 4) * tokenSeconds;
  expect(usage.output_tokens).toBe(Math.round(seconds * 40));
  expect(toAudio(events.slice(0, -1), 'audio').length).toBe(Math.round(seconds * 24_000) * 2);
});
