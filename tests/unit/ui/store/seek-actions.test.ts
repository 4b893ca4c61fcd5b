import { expect, test } from 'vitest';
import { SpeechError } from '../../../../src/contract/errors.ts';
import { openPage, settle, type Page } from './fake-page.ts';
import { createPosition, createSegment } from './take-state.ts';

const heard = createPosition(0.5);
const ended = { type: 'ended', durationSeconds: 2, underruns: 0 } as const;

/** A page that speaks "One two. Three four." and has made the first half of it. */
async function openSpeaking(): Promise<Page> {
  const page = await openPage();
  const { actions, services } = page;
  actions.setText('One two. Three four.');
  actions.play();
  await settle();
  services.emitSegment(createSegment(0, { take: services.spoken[0]!.take }));
  services.emitPlayer(heard);
  services.calls.length = 0;
  return page;
}

/** The same, spoken and heard to the end. */
async function openSpoken(): Promise<Page> {
  const page = await openSpeaking();
  page.services.speaking[0]!.resolve();
  await settle();
  page.services.emitPlayer(ended);
  return page;
}

test('seeks within what was made, while it is spoken and while it is paused', async () => {
  const { actions, services, store } = await openSpeaking();
  actions.seek(1.25);
  actions.pause();
  actions.seek(99);
  actions.seek(-1);
  expect(services.calls).toEqual(['seek 1.25', 'pause', 'seek 2', 'seek 0']);
  expect(store.getState().take).toMatchObject({ phase: 'paused', take: { positionSeconds: 0 } });
});

test('has nothing to seek before the first sound', async () => {
  const { actions, services } = await openPage();
  actions.seek(1);
  actions.play();
  await settle();
  actions.seek(1);
  actions.nextSentence();
  expect(services.calls).toEqual(['play', 'speak espeak-ng']);
});

test('goes from sentence to sentence', async () => {
  const { actions, services } = await openSpeaking();
  services.emitSegment(createSegment(1, { take: services.spoken[0]!.take, end: 20 }));
  actions.nextSentence();
  actions.previousSentence();
  expect(services.calls).toEqual(['seek 2', 'seek 0']);
});

test('plays a finished take from where it was clicked, without speaking it again', async () => {
  const { actions, services, store } = await openSpoken();
  actions.seek(0.75);
  await settle();
  expect(services.calls).toEqual(['play', 'resume take from 0.75']);
  expect(store.getState().take).toMatchObject({ phase: 'speaking', take: { positionSeconds: 0.75 } });
});

test('Play repeats a take as long as nothing was changed', async () => {
  const { actions, services } = await openSpoken();
  actions.play();
  await settle();
  expect(services.calls).toEqual(['play', 'resume take from 0']);
  services.emitPlayer(ended);
  actions.setText('Something else.');
  actions.play();
  await settle();
  expect(services.calls.slice(2)).toEqual(['play', 'speak espeak-ng']);
});

test('speaks a take anew that is not kept any more', async () => {
  const { actions, services, store } = await openSpoken();
  actions.play();
  await settle();
  services.speaking[1]!.reject(new SpeechError('invalid_value', 'gone'));
  await settle();
  expect(services.calls).toEqual(['play', 'resume take from 0', 'play', 'speak espeak-ng']);
  expect(store.getState().take).toMatchObject({ phase: 'preparing', take: { text: 'One two. Three four.' } });
});
