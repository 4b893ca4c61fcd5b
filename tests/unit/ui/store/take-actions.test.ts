import { expect, test } from 'vitest';
import { SpeechError } from '../../../../src/contract/errors.ts';
import type { EngineStatus } from '../../../../src/contract/engine-status.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';
import { createFakePageServices, idleStatus } from '../../../fixtures/fake-page-services.ts';
import { Preview } from '../../../../src/ui/store/preview.ts';
import { applyRate } from '../../../../src/ui/store/settings-actions.ts';
import { openPage, settle } from './fake-page.ts';
import { createPosition, createSegment } from './take-state.ts';

const heard = createPosition(0.5);

test('Play opens the sound first, then speaks; the built-in voice stands in while Kokoro is not stored', async () => {
  const { actions, services, store } = await openPage();
  actions.play();
  await settle();
  expect(services.calls).toEqual(['play', 'speak espeak-ng']);
  expect(store.getState().take).toMatchObject({ phase: 'preparing', take: { standIn: true } });
  services.emitSegment(createSegment(0, { take: services.spoken[0]!.take }));
  services.emitPlayer(heard);
  expect(store.getState().take).toMatchObject({ phase: 'speaking', take: { segments: [{ index: 0 }] } });
});

test('Play uses Kokoro once the engine says that it is there', async () => {
  const { actions, services } = await openPage();
  services.emitStatus({ ...idleStatus, state: 'ready' });
  actions.play();
  await settle();
  expect(services.spoken[0]?.request.model).toBe('kokoro-82m');
});

test.each([
  { stored: true, model: 'kokoro-82m' },
  { stored: false, model: 'espeak-ng' },
])(
  'Play before the engine has said that stored is $stored waits for that: $model',
  async ({ stored, model }) => {
    const services = createFakePageServices();
    const status = createDeferred<EngineStatus>();
    // It says that it is idle before it has looked.
    services.speech.engineStatus = () => Promise.resolve(withoutStored(idleStatus));
    services.speech.configureEngine = () => status.promise;
    const { actions, store } = await openPage(services);
    actions.play();
    await settle();
    expect(services.calls).toEqual(['play']);
    status.resolve({ ...idleStatus, stored });
    await settle();
    expect(services.calls).toEqual(['play', `speak ${model}`]);
    expect(store.getState().take).toMatchObject({ phase: 'preparing', take: { model, standIn: !stored } });
  },
);

test('Play before the engine has said what is stored follows what it says while the sound is opened', async () => {
  const services = createFakePageServices();
  services.speech.engineStatus = () => Promise.resolve(withoutStored(idleStatus));
  const { actions } = await openPage(services);
  actions.play();
  services.emitStatus({ ...idleStatus, stored: true });
  await settle();
  expect(services.calls).toEqual(['play', 'speak kokoro-82m']);
});

test('toggling pauses and goes on without speaking anew', async () => {
  const { actions, services, store } = await openPage();
  actions.toggle();
  await settle();
  services.emitPlayer(heard);
  actions.toggle();
  expect(store.getState().take.phase).toBe('paused');
  actions.toggle();
  expect(store.getState().take.phase).toBe('speaking');
  expect(services.calls).toEqual(['play', 'speak espeak-ng', 'pause', 'resume']);
});

test('Stop silences the player and cancels the call, and no failure is shown', async () => {
  const { actions, services, store } = await openPage();
  actions.play();
  await settle();
  actions.stop();
  await settle();
  expect(services.calls.at(-1)).toBe('stop');
  await expect(services.speaking[0]!.promise).rejects.toThrow();
  expect(store.getState().take.phase).toBe('stopped');
});

test('a stop before the sound was open leaves nothing playing', async () => {
  const { actions, services, store } = await openPage();
  actions.play();
  actions.stop();
  await settle();
  expect(services.calls).toEqual(['play', 'stop', 'stop']);
  expect(store.getState().take.phase).toBe('stopped');
});

test('keys and media controls do nothing that the button would not while a take is prepared or heard', async () => {
  const { actions, services, store } = await openPage();
  actions.setText('One two.');
  actions.play();
  await settle();
  services.emitSegment(createSegment(0, { take: services.spoken[0]!.take }));
  const before = [...services.calls];
  actions.toggle();
  actions.play();
  actions.pause();
  services.emitPlayer(heard);
  actions.play();
  await settle();
  expect(services.calls).toEqual(before);
  expect(store.getState().take.phase).toBe('speaking');
});

test('speaking again cancels what is spoken and leaves the new sound alone', async () => {
  const { actions, services, store } = await openPage();
  actions.play();
  await settle();
  actions.speakAgain();
  await settle();
  expect(services.calls).toEqual(['play', 'speak espeak-ng', 'play', 'speak espeak-ng']);
  await expect(services.speaking[0]!.promise).rejects.toThrow();
  expect(store.getState().take.phase).toBe('preparing');
});

test('a failure silences the player and is kept in words', async () => {
  const { actions, services, store } = await openPage();
  actions.play();
  await settle();
  services.speaking[0]!.reject(new SpeechError('synthesis_failed', 'NaN'));
  await settle();
  expect(services.calls.at(-1)).toBe('stop');
  expect(store.getState().take).toMatchObject({
    phase: 'failed',
    problem: { code: 'synthesis_failed', detail: 'NaN' },
  });
});

test('a language that only Kokoro speaks asks before Kokoro is downloaded', async () => {
  const { actions, services, store } = await openPage();
  actions.change({ voice: 'jf_alpha' });
  actions.play();
  await settle();
  expect(store.getState().take).toMatchObject({ phase: 'failed', problem: { code: 'download_needed' } });
  expect(services.calls.filter((call) => call.startsWith('speak'))).toEqual([]);
});

test('a browser without sound output is told apart from a failed engine', async () => {
  const { actions, services, store } = await openPage();
  services.player.play = () => Promise.reject(new Error('no device'));
  actions.play();
  await settle();
  expect(store.getState().take).toMatchObject({ phase: 'failed', problem: { code: 'no_sound' } });
});

test('loading reports failure unless it was cancelled', async () => {
  const { actions, services, store } = await openPage();
  actions.loadEngine();
  services.loading[0]!.reject(new SpeechError('model_unavailable', 'offline'));
  await settle();
  expect(store.getState().engineProblem?.code).toBe('model_unavailable');
  actions.loadEngine();
  actions.cancelLoad();
  await settle();
  expect(store.getState().engineProblem).toBeNull();
});

test('a change of settings is kept and told to whom it concerns, and to nobody else', async () => {
  const { actions, services, store } = await openPage();
  actions.change({ speed: 1.5 });
  expect(services.applied).toEqual([]);
  actions.change({ fallback: 'espeak-ng' });
  actions.change({ device: 'webgpu' });
  actions.change({ foreignHosts: ['api.openai.com'] });
  expect(services.applied).toEqual([
    { fallback: 'espeak-ng' },
    { device: 'webgpu' },
    { hosts: ['api.openai.com'], models: false },
  ]);
  expect(services.stored).toEqual(store.getState().settings);
});

test('the page hears when its API answers', async () => {
  const { services, store } = await openPage();
  expect(store.getState().api).toBe('waiting');
  services.api.resolve();
  await settle();
  expect(store.getState().api).toBe('ready');
});

test('a playback rate goes to the player alone: nothing is spoken again', async () => {
  const { services, store, actions } = await openPage();
  actions.setText('One two.');
  actions.play();
  await settle();
  const before = [...services.calls];
  actions.change({ playbackRate: 1.5 });
  expect(services.calls).toEqual([...before, 'rate 1.5']);
  expect(services.stored.playbackRate).toBe(1.5);
  expect(store.getState().take.phase).toBe('preparing');
  actions.change({ voice: 'bf_emma' });
  expect(services.calls).toEqual([...before, 'rate 1.5']);
});

test('a playback rate that cannot be had goes back to 1', async () => {
  const { services, store, actions } = await openPage();
  services.player.setRate = (rate) => (rate === 1 ? Promise.resolve() : Promise.reject(new Error('offline')));
  actions.change({ playbackRate: 2 });
  await settle();
  expect(store.getState().settings.playbackRate).toBe(1);
  expect(services.stored.playbackRate).toBe(2);
  // As at the start of a visit, with the rate of the last one.
  store.dispatch({ type: 'settings-changed', settings: services.stored, kept: true });
  applyRate(store, services);
  await settle();
  expect(store.getState().settings.playbackRate).toBe(1);
});

function withoutStored({ stored: _stored, ...status }: EngineStatus): EngineStatus {
  return status;
}

test('a page that is not secure asks for no sound, whatever is pressed', async () => {
  const { actions, services, store } = await openPage(undefined, { isSecure: false });
  actions.play();
  actions.toggle();
  actions.playFromHere();
  actions.save({ kind: 'wav', name: 'hello' });
  new Preview(store, services).toggle('af_sky', { text: 'Bonsoir.', voiceName: 'af_sky' });
  await settle();
  expect(services.calls).toEqual([]);
  expect(store.getState()).toMatchObject({ take: { phase: 'none' }, save: { phase: 'idle' } });
});
