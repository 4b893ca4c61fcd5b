import { expect, it } from 'vitest';
import { FormFields } from '../../../../src/api/request/form-fields.ts';
import { createSotto } from '../../../../src/guest/ai-sdk/create-sotto.ts';

it('options of a transcription reach the API as its forms have them', async () => {
  let form: FormData | undefined;
  const sotto = createSotto({
    baseURL: 'https://site.example/v1',
    fetch: (_url, init) => {
      form = init?.body as FormData;
      return Promise.resolve(
        Response.json({ text: 'Hi.', language: 'english', duration: 1, words: [], segments: [] }),
      );
    },
  });
  await sotto.transcription('whisper-base').doGenerate({
    audio: new Uint8Array(8),
    mediaType: 'audio/wav',
    providerOptions: {
      sotto: {
        keywords: ['Kokoro', 'Sotto'],
        languages: ['en', 'fr'],
        'known_speaker_names[]': ['Ann'],
        timestamp_granularities: [],
        chunking_strategy: { type: 'server_vad' },
        temperature: 0.5,
        diarize: true,
        prompt: 'Hello.',
        hotwords: null,
      },
    },
  });
  const fields = new FormFields(form!);
  expect(fields.texts('keywords')).toEqual(['Kokoro', 'Sotto']);
  expect(fields.texts('languages')).toEqual(['en', 'fr']);
  expect(fields.texts('known_speaker_names')).toEqual(['Ann']);
  expect(fields.texts('timestamp_granularities')).toEqual(['word', 'segment']);
  expect(fields.text('chunking_strategy')).toBe('{"type":"server_vad"}');
  expect([fields.number('temperature'), fields.boolean('diarize')]).toEqual([0.5, true]);
  expect([fields.text('prompt'), fields.text('hotwords')]).toEqual(['Hello.', undefined]);
});
