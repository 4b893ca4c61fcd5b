import { describe, expect, it } from 'vitest';
import { createDeferred } from '../../../../../src/std/deferred.ts';
import { createTranscribeModel } from '../../../../../src/ui/features/models/transcribe-model.ts';

const file = new File(['sound'], 'A talk.mp3');

describe('a sound file that is written down', () => {
  it('becomes a text and lines with their times', async () => {
    const answer = createDeferred<Response>();
    const forms: FormData[] = [];
    const model = createTranscribeModel((form) => {
      forms.push(form);
      return answer.promise;
    });
    model.transcribe(file);
    expect(model.store.getState().listeningTo).toBe('A talk.mp3');
    // One at a time.
    model.transcribe(file);
    expect(forms.map((form) => form.get('response_format'))).toEqual(['verbose_json']);
    answer.resolve(
      Response.json({
        text: 'Hello there.',
        segments: [{ start: 0.5, end: 2, text: ' Hello there.' }],
        unclear: [{ start: 3, end: 4.5 }],
      }),
    );
    await expect.poll(() => model.store.getState().listeningTo).toBeNull();
    expect(model.store.getState().heard).toEqual({
      name: 'A talk',
      text: 'Hello there.',
      captions: [{ startSeconds: 0.5, endSeconds: 2, text: 'Hello there.' }],
      unclearSeconds: 1.5,
    });
  });

  it('may be called off, which is no problem', async () => {
    const model = createTranscribeModel(
      (_, signal) =>
        new Promise((__, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    );
    model.transcribe(file);
    model.cancel();
    await expect.poll(() => model.store.getState().listeningTo).toBeNull();
    expect(model.store.getState()).toMatchObject({ heard: null, problem: null });
  });

  it.each([
    [400, null, 'undecodable_audio'],
    [413, null, 'upload_too_large'],
    [404, 'model_not_found', 'model_not_found'],
  ])('is a problem where the answer is %d with the code %s', async (status, code, expected) => {
    const model = createTranscribeModel(() =>
      Promise.resolve(Response.json({ error: { message: 'Words.', code } }, { status })),
    );
    model.transcribe(file);
    await expect.poll(() => model.store.getState().problem).toEqual({ code: expected, detail: 'Words.' });
  });
});
