import { expect, test } from 'vitest';
import { SpeechError } from '../../../../../src/contract/errors.ts';
import { VoicePreview } from '../../../../../src/ui/features/voices/voice-preview.ts';
import { openPage, settle } from '../../store/fake-page.ts';

async function openPreview() {
  const { services, store } = await openPage();
  const preview = new VoicePreview(store, services);
  return { services, preview, phase: () => preview.state.getState().phase };
}

test('a voice says a sentence of its language, which is not kept', async () => {
  const { services, preview, phase } = await openPreview();
  preview.toggle('ff_siwis');
  await settle();
  expect(services.calls).toEqual(['preview play', 'speak espeak-ng']);
  expect(services.spoken[0]).toMatchObject({
    isKept: false,
    request: { language: 'fr', text: expect.stringContaining('Bonsoir') as string },
  });
  expect(phase()).toBe('speaking');
  services.speaking[0]!.resolve();
  await settle();
  expect(phase()).toBe('speaking');
  services.emitPreview({ type: 'ended', durationSeconds: 2, underruns: 0 });
  expect(phase()).toBe('idle');
});

test('another click stops it, and one on another voice replaces it', async () => {
  const { services, preview, phase } = await openPreview();
  preview.toggle('af_sky');
  await settle();
  preview.toggle('af_sky');
  expect(phase()).toBe('idle');
  await expect(services.speaking[0]!.promise).rejects.toThrow();
  preview.toggle('af_sky');
  await settle();
  preview.toggle('af_nova');
  await settle();
  expect(preview.state.getState()).toEqual({ phase: 'speaking', voice: 'af_nova' });
  expect(services.spoken).toHaveLength(3);
});

test('a failure is kept in words until another voice is tried', async () => {
  const { services, preview, phase } = await openPreview();
  preview.toggle('jf_alpha');
  await settle();
  services.speaking[0]!.reject(new SpeechError('invalid_value', 'no Japanese yet'));
  await settle();
  expect(preview.state.getState()).toMatchObject({ phase: 'failed', voice: 'jf_alpha' });
  preview.toggle('af_sky');
  expect(phase()).toBe('speaking');
});
