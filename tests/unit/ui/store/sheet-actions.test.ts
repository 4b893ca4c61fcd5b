import { afterEach, expect, test, vi } from 'vitest';
import type { OpenedTake } from '../../../../src/page/server-services.ts';
import { Scope } from '../../../../src/std/scope.ts';
import { keepDraft } from '../../../../src/ui/store/connect-services.ts';
import { sampleTexts } from '../../../../src/ui/texts/sample-texts.ts';
import { openPage, settle, type Page } from './fake-page.ts';
import { createPosition, createTakeInfo } from './take-state.ts';

afterEach(() => vi.unstubAllGlobals());

const toText = ({ store }: Page): string => store.getState().text;

test.each<[what: string, put: (page: Page) => void, shown: string]>([
  ['a sample', ({ actions }) => actions.replaceText('A sample.'), 'A sample.'],
  ['nothing', ({ actions }) => actions.replaceText(''), ''],
  [
    'a kept take',
    ({ actions }) => {
      const opened: OpenedTake = { info: createTakeInfo(), text: 'A take.', segments: [] };
      actions.reopenTake(opened);
    },
    'A take.',
  ],
])('%s on the sheet leaves a way back to what was written', async (_what, put, shown) => {
  const page = await openPage();
  page.actions.setText('What I wrote.');
  put(page);
  expect(toText(page)).toBe(shown);
  page.actions.bringBackText();
  expect(toText(page)).toBe('What I wrote.');
});

test('what was typed since goes round with what was replaced, and no text is lost', async () => {
  const page = await openPage();
  const { actions } = page;
  actions.setText('One.');
  actions.replaceText('A sample.');
  actions.setText('A sample, rewritten.');
  actions.replaceText('Another.');
  actions.setText('Another, rewritten.');
  const round = [1, 2, 3].map(() => {
    actions.bringBackText();
    return toText(page);
  });
  expect(round).toEqual(['A sample, rewritten.', 'One.', 'Another, rewritten.']);
});

test('an empty sheet is nothing to bring back, nor is the text that is there', async () => {
  const page = await openPage();
  const { actions, store } = page;
  actions.setText('Written.');
  actions.replaceText('Written.');
  expect(store.getState().replaced).toEqual([]);
  actions.replaceText('');
  actions.replaceText('A sample.');
  actions.bringBackText();
  actions.bringBackText();
  actions.setText(' ');
  actions.bringBackText();
  expect(toText(page)).toBe('Written.');
  expect(store.getState().replaced).toEqual([]);
});

test('a text comes back with the format by which it is read', async () => {
  const { actions, store, services } = await openPage();
  actions.setText('<speak>Hello.</speak>');
  actions.change({ inputFormat: 'ssml' });
  actions.replaceText('# A heading', 'text');
  expect(services.stored.inputFormat).toBe('text');
  actions.bringBackText();
  expect(services.stored.inputFormat).toBe('ssml');
  actions.bringBackText();
  expect([store.getState().text, services.stored.inputFormat]).toEqual(['# A heading', 'text']);
});

test('only a text that was not typed comes with a text area of its own', async () => {
  const { actions, store } = await openPage();
  const { putCount } = store.getState();
  actions.setText('Typed.');
  expect(store.getState().putCount).toBe(putCount);
  actions.replaceText('Put.');
  actions.bringBackText();
  expect(store.getState().putCount).toBe(putCount + 2);
});

test.each<[what: string, act: (page: Page) => void]>([
  ['typing', ({ actions }) => actions.setText('Written on.')],
  ['another text', ({ actions }) => actions.replaceText('A sample.')],
  ['the same text again', ({ actions, store }) => actions.replaceText(store.getState().text)],
  ['Undo', ({ actions }) => actions.bringBackText()],
])('%s ends what is said of a file that was refused', async (_what, act) => {
  const page = await openPage();
  page.actions.replaceText('Written.');
  const problem = { reason: 'unsupported', name: 'report.pdf', kind: 'PDF' } as const;
  page.actions.refuseFile(problem);
  expect(page.store.getState().fileProblem).toEqual(problem);
  act(page);
  expect(page.store.getState().fileProblem).toBeNull();
});

test('an emptied sheet is kept as one, and what came with the page is not kept', async () => {
  vi.stubGlobal('window', new EventTarget());
  const page = await openPage();
  const written: (string | null)[] = [];
  const scope = new Scope();
  keepDraft(scope, page.store, { read: () => null, write: (text) => written.push(text) > 0 });
  const leave = (): boolean => window.dispatchEvent(new Event('pagehide'));
  page.actions.replaceText('');
  leave();
  page.actions.replaceText(sampleTexts.fr.welcome);
  leave();
  scope.dispose();
  expect(written).toEqual(['', null]);
});

test.each(['speaking', 'paused'] as const)(
  'a text is put and spoken while another one is %s',
  async (phase) => {
    const page = await openPage();
    const { actions, services, store } = page;
    actions.setText('What I wrote.');
    actions.play();
    await settle();
    services.emitPlayer(createPosition(0.5));
    if (phase === 'paused') actions.pause();
    expect(store.getState().take.phase).toBe(phase);
    actions.speakText('What was heard.');
    await settle();
    expect(toText(page)).toBe('What was heard.');
    expect(services.spoken.map(({ request }) => request.text)).toEqual(['What I wrote.', 'What was heard.']);
    actions.bringBackText();
    expect(toText(page)).toBe('What I wrote.');
  },
);
