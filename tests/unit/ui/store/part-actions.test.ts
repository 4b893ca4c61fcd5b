import { expect, test } from 'vitest';
import { openPage, settle, type Page } from './fake-page.ts';
import { createPosition, createSegment } from './take-state.ts';

const text = 'One two. Three four. Five six.';
const heard = createPosition(0.5);

async function openText(): Promise<Page> {
  const page = await openPage();
  page.actions.setText(text);
  return page;
}

function toOrdered({ store }: Page): [text: string, start: number] | null {
  const { take } = store.getState();
  return take.phase === 'none' ? null : [take.take.text, take.take.sheetStart];
}

test.each([
  [0, text, 0],
  [3, text, 0],
  [9, 'Three four. Five six.', 9],
  [20, 'Three four. Five six.', 9],
  [21, 'Five six.', 21],
  [text.length, 'Five six.', 21],
  [500, 'Five six.', 21],
])('Play from a cursor at %d begins with its sentence', async (cursor, spoken, start) => {
  const page = await openText();
  page.actions.select({ start: cursor, end: cursor });
  page.actions.playFromHere();
  await settle();
  expect(toOrdered(page)).toEqual([spoken, start]);
  expect(page.services.spoken[0]?.request.text).toBe(spoken);
});

test('Play of a selection speaks that and no more; without one it begins at the cursor', async () => {
  const page = await openText();
  page.actions.select({ start: 4, end: 14 });
  page.actions.playSelection();
  await settle();
  expect(toOrdered(page)).toEqual(['two. Three', 4]);
  page.actions.select({ start: 8, end: 9 });
  page.actions.playSelection();
  expect(toOrdered(page)).toEqual([text, 0]);
});

test('the keys for a part leave a take alone where there is no text', async () => {
  const page = await openText();
  page.actions.play();
  page.actions.setText(' \n');
  page.actions.playSelection();
  expect(toOrdered(page)).toEqual([text, 0]);
});

test('Play speaks the whole text again after a part of it', async () => {
  const page = await openText();
  page.actions.select({ start: 4, end: 14 });
  page.actions.playSelection();
  await settle();
  page.services.emitSegment(createSegment(0, { take: page.services.spoken[0]!.take, end: 10 }));
  page.services.emitPlayer({ type: 'ended', durationSeconds: 2, underruns: 0 });
  page.actions.play();
  expect(toOrdered(page)).toEqual([text, 0]);
});

test('what failed in a part is tried again in that part, and in the whole once the text was edited', async () => {
  const page = await openText();
  page.actions.select({ start: 4, end: 14 });
  page.actions.playSelection();
  await settle();
  page.services.speaking[0]!.reject(new Error('lost'));
  await settle();
  expect(page.store.getState().take.phase).toBe('failed');
  page.actions.speakAgain();
  expect(toOrdered(page)).toEqual(['two. Three', 4]);
  page.actions.playWith('espeak-ng');
  expect(toOrdered(page)).toEqual(['two. Three', 4]);
  page.actions.setText('New.');
  page.actions.speakAgain();
  expect(toOrdered(page)).toEqual(['New.', 0]);
});

test('Play from the cursor makes nothing twice, and lets a paused take go on', async () => {
  const page = await openText();
  const { services, actions, store } = page;
  actions.play();
  await settle();
  const { take } = services.spoken[0]!;
  services.emitSegment(createSegment(0, { take, start: 0, end: 9 }));
  services.emitSegment(createSegment(1, { take, start: 9, end: 21 }));
  services.emitPlayer(heard);
  actions.pause();
  actions.select({ start: 12, end: 12 });
  actions.playFromHere();
  await settle();
  expect(services.calls.slice(-3)).toEqual(['pause', 'seek 2', 'resume']);
  expect(store.getState().take).toMatchObject({ phase: 'speaking', take: { positionSeconds: 2 } });

  actions.stop();
  actions.playFromHere();
  await settle();
  expect(services.calls.at(-1)).toBe('resume take from 2');

  // The third sentence was not made yet.
  actions.select({ start: 25, end: 25 });
  actions.playFromHere();
  await settle();
  expect(toOrdered(page)).toEqual(['Five six.', 21]);
});
