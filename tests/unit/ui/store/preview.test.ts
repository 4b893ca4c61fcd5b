import { expect, test } from 'vitest';
import { SpeechError } from '../../../../src/contract/errors.ts';
import type { EngineStatus } from '../../../../src/contract/engine-status.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';
import { createFakePageServices, idleStatus } from '../../../fixtures/fake-page-services.ts';
import { Preview } from '../../../../src/ui/store/preview.ts';
import { openPage, settle } from './fake-page.ts';

async function openPreview(given = createFakePageServices()) {
  const { services, store, actions } = await openPage(given);
  const preview = new Preview(store, services);
  return { services, preview, actions, phase: () => preview.state.getState().phase };
}

test('something is said in the language of its voice, and is not kept', async () => {
  const { services, preview, phase } = await openPreview();
  preview.toggle('ff_siwis', { text: 'Bonsoir.', voiceName: 'ff_siwis' });
  await settle();
  expect(services.calls).toEqual(['preview play', 'speak espeak-ng']);
  expect(services.spoken[0]).toMatchObject({
    isKept: false,
    request: { language: 'fr', text: 'Bonsoir.' },
  });
  expect(phase()).toBe('speaking');
  services.speaking[0]!.resolve();
  await settle();
  expect(phase()).toBe('speaking');
  services.emitPreview({ type: 'ended', durationSeconds: 2, underruns: 0 });
  expect(phase()).toBe('idle');
});

test('another click stops it, and one on something else replaces it', async () => {
  const { services, preview, phase } = await openPreview();
  preview.toggle('af_sky', { text: 'Bonsoir.', voiceName: 'af_sky' });
  await settle();
  preview.toggle('af_sky', { text: 'Bonsoir.', voiceName: 'af_sky' });
  expect(phase()).toBe('idle');
  await expect(services.speaking[0]!.promise).rejects.toThrow();
  preview.toggle('af_sky', { text: 'Bonsoir.', voiceName: 'af_sky' });
  await settle();
  preview.toggle('af_nova', { text: 'Bonsoir.', voiceName: 'af_nova' });
  await settle();
  expect(preview.state.getState()).toEqual({ phase: 'speaking', key: 'af_nova' });
  expect(services.spoken).toHaveLength(3);
});

test('a failure is kept in words until something else is tried', async () => {
  const { services, preview, phase } = await openPreview();
  services.emitStatus({ ...idleStatus, stored: true });
  preview.toggle('jf_alpha', { text: 'Bonsoir.', voiceName: 'jf_alpha' });
  await settle();
  expect(services.calls).toEqual(['preview play', 'speak kokoro-82m']);
  services.speaking[0]!.reject(new SpeechError('invalid_value', 'no Japanese yet'));
  await settle();
  expect(preview.state.getState()).toMatchObject({ phase: 'failed', key: 'jf_alpha' });
  preview.toggle('af_sky', { text: 'Bonsoir.', voiceName: 'af_sky' });
  expect(phase()).toBe('speaking');
});

test('a voice that only Kokoro speaks is not fetched unless the person asks for it', async () => {
  const { services, preview } = await openPreview();
  preview.toggle('jf_alpha', { text: 'こんばんは。', voiceName: 'jf_alpha' });
  await settle();
  expect(services.calls).toEqual(['preview play', 'preview stop']);
  expect(preview.state.getState()).toEqual({
    phase: 'failed',
    key: 'jf_alpha',
    problem: { code: 'download_needed', detail: '' },
  });
});

test('the voice that is tried decides who speaks, not the one of the page', async () => {
  const { services, preview, actions } = await openPreview();
  actions.change({ voice: 'zf_xiaobei' });
  preview.toggle('ff_siwis', { text: 'Bonsoir.', voiceName: 'ff_siwis' });
  await settle();
  expect(services.calls).toEqual(['preview play', 'speak espeak-ng']);
});

test('in the first moments of a visit a preview waits until what is stored is known', async () => {
  const services = createFakePageServices();
  const status = createDeferred<EngineStatus>();
  services.speech.engineStatus = services.speech.configureEngine = () => status.promise;
  const { preview } = await openPreview(services);
  preview.toggle('ff_siwis', { text: 'Bonsoir.', voiceName: 'ff_siwis' });
  await settle();
  expect(services.calls).toEqual(['preview play']);
  status.resolve({ ...idleStatus, stored: true });
  await settle();
  expect(services.calls).toEqual(['preview play', 'speak kokoro-82m']);
});
