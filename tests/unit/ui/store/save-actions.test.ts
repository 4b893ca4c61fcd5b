import { afterEach, expect, test, vi } from 'vitest';
import { SpeechError } from '../../../../src/contract/errors.ts';
import type { FileKind } from '../../../../src/ui/store/file-name.ts';
import { openPage, settle, type Page } from './fake-page.ts';
import { createPosition, createSegment, createTakeInfo } from './take-state.ts';

const text = 'One two. Three four.';
const heard = createPosition(0.5);

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Stands in for the browser's dialog, which only a person can answer; gives what was written. */
function stubDialog(answer: 'choose' | 'cancel' = 'choose'): { files: Map<string, Blob>; asked: unknown[] } {
  const files = new Map<string, Blob>();
  const asked: unknown[] = [];
  vi.stubGlobal('showSaveFilePicker', (options: { suggestedName: string }) => {
    asked.push(options);
    if (answer === 'cancel') return Promise.reject(new DOMException('Cancelled', 'AbortError'));
    const name = options.suggestedName;
    const write = (blob: Blob): Promise<void> => {
      files.set(name, blob);
      return Promise.resolve();
    };
    return Promise.resolve({
      name,
      createWritable: () => Promise.resolve({ write, close: () => Promise.resolve() }),
    });
  });
  return { files, asked };
}

async function openWithText(): Promise<Page> {
  const page = await openPage();
  page.actions.setText(text);
  return page;
}

/** A page that is speaking the text and has made the first half of it. */
async function openSpeaking(): Promise<Page> {
  const page = await openWithText();
  page.actions.play();
  await settle();
  page.services.emitSegment(createSegment(0, { take: page.services.spoken[0]!.take }));
  page.services.emitPlayer(heard);
  page.services.calls.length = 0;
  return page;
}

async function save(page: Page, kind: FileKind, name = 'talk'): Promise<void> {
  page.actions.save({ kind, name });
  await settle();
}

test('makes what was not spoken yet, shows how far it came, and writes it where the person chose', async () => {
  const { files, asked } = stubDialog();
  const page = await openWithText();
  page.actions.change({ saveBitRate: 64_000 });
  await save(page, 'mp3', 'My: talk');
  expect(asked).toMatchObject([
    { suggestedName: 'My- talk.mp3', types: [{ accept: { 'audio/mpeg': ['.mp3'] } }] },
  ]);
  page.services.emitSegment(createSegment(0, { take: page.services.spoken[0]!.take, end: 10 }));
  expect(page.store.getState().save).toMatchObject({ phase: 'working', fraction: 0.5 });
  page.services.speaking[0]!.resolve();
  await settle();
  expect(page.services.calls).toEqual(['speak espeak-ng', 'export last mp3 64000']);
  expect([...files.keys()]).toEqual(['My- talk.mp3']);
  expect(page.store.getState().save).toEqual({ phase: 'saved', fileName: 'My- talk.mp3' });
});

test('makes nothing when the person thinks better of it', async () => {
  stubDialog('cancel');
  const page = await openWithText();
  await save(page, 'wav');
  expect(page.services.calls).toEqual([]);
  expect(page.store.getState().save.phase).toBe('idle');
});

test('shares what is being spoken, and leaves the rate to formats that have none', async () => {
  stubDialog();
  const page = await openSpeaking();
  page.actions.change({ saveBitRate: 64_000 });
  await save(page, 'flac');
  expect(page.services.calls).toEqual(['resume take from 0']);
  page.services.emitSegment(createSegment(1, { take: page.services.spoken[0]!.take }));
  page.services.speaking[1]!.resolve();
  await settle();
  expect(page.services.calls).toEqual(['resume take from 0', 'export last flac']);
  expect(page.store.getState().take).toMatchObject({ phase: 'speaking', take: { complete: true } });
});

test('makes the rest of a take that was stopped', async () => {
  stubDialog();
  const page = await openSpeaking();
  page.actions.stop();
  await save(page, 'wav');
  expect(page.services.calls).toEqual(['stop', 'resume take from 0']);
});

test('speaks the rest of an unfinished take while what there is of it is played', async () => {
  const { files } = stubDialog();
  const page = await openWithText();
  const info = createTakeInfo({ isComplete: false });
  const opened = { info, text, segments: [createSegment(0)] };
  page.services.library.open = () => Promise.resolve(opened);
  page.actions.reopenTake(opened);
  page.actions.openTake(info, false);
  await settle();
  page.services.emitPlayer(heard);
  await save(page, 'srt');
  expect(page.services.calls).toEqual(['play', 'play take from 0', 'resume take from 0']);
  // Another tab speaks it already, so nothing is announced here.
  page.services.library.open = () =>
    Promise.resolve({ ...opened, segments: [createSegment(0), createSegment(1, { end: 20 })] });
  page.services.speaking[1]!.resolve();
  await settle();
  expect(await files.get('talk.srt')!.text()).toContain('Three four.');
  expect(page.store.getState().take).toMatchObject({
    phase: 'speaking',
    take: { complete: true, segments: [{ index: 0 }, { index: 1 }] },
  });
});

test('shares what is being spoken though nothing of it is kept, and makes anew what is gone', async () => {
  stubDialog();
  const page = await openSpeaking();
  await save(page, 'wav');
  page.services.speaking[1]!.reject(new SpeechError('invalid_value', 'not kept'));
  await settle();
  expect(page.services.calls).toEqual(['resume take from 0', 'play take from 0']);
  page.services.speaking[2]!.reject(new SpeechError('invalid_value', 'gone'));
  await settle();
  expect(page.services.calls.slice(2)).toEqual(['speak espeak-ng']);
});

test('makes a whole take anew that was deleted from the library', async () => {
  const { files } = stubDialog();
  const page = await openSpeaking();
  page.services.speaking[0]!.resolve();
  await settle();
  vi.spyOn(page.services.speech, 'exportTake').mockRejectedValueOnce(
    new SpeechError('invalid_value', 'gone'),
  );
  await save(page, 'wav');
  expect(page.services.calls).toEqual(['speak espeak-ng']);
  page.services.speaking[1]!.resolve();
  await settle();
  expect([...files.keys()]).toEqual(['talk.wav']);
});

test('a take that was made to be saved is saved again, and played, without making it again', async () => {
  const { files } = stubDialog();
  const page = await openWithText();
  await save(page, 'mp3');
  page.services.emitSegment(createSegment(0, { take: page.services.spoken[0]!.take, end: 20 }));
  page.services.speaking[0]!.resolve();
  await settle();
  await save(page, 'wav');
  await save(page, 'srt');
  expect(page.services.calls).toEqual(['speak espeak-ng', 'export last mp3', 'export last wav']);
  expect([...files.keys()]).toEqual(['talk.mp3', 'talk.wav', 'talk.srt']);
  page.actions.play();
  await settle();
  expect(page.services.calls.slice(3)).toEqual(['play', 'resume take from 0']);
});

test('a save that was cancelled goes on with what it made', async () => {
  stubDialog();
  const page = await openWithText();
  await save(page, 'mp3');
  page.services.emitSegment(createSegment(0, { take: page.services.spoken[0]!.take, end: 10 }));
  page.actions.cancelSave();
  await settle();
  await save(page, 'mp3');
  expect(page.services.calls).toEqual(['speak espeak-ng', 'resume take from 0']);
});

test('saving another text leaves alone what is being played', async () => {
  stubDialog();
  const page = await openSpeaking();
  const { take } = page.store.getState();
  page.actions.setText('Another text.');
  await save(page, 'wav');
  expect(page.services.calls).toEqual(['speak espeak-ng']);
  expect(page.store.getState().take).toBe(take);
});

test('writes subtitles from the times of all segments, those made meanwhile included', async () => {
  const { files } = stubDialog();
  const page = await openSpeaking();
  await save(page, 'srt');
  page.services.emitSegment(createSegment(1, { take: page.services.spoken[0]!.take, end: 20 }));
  page.services.speaking[1]!.resolve();
  await settle();
  const srt = await files.get('talk.srt')!.text();
  expect(srt).toMatch(/^1\n00:00:00,000 --> 00:00:0[12],\d{3}\nOne two\.\n\n2\n00:00:02,000 --> /);
  expect(srt).toContain('Three four.');
});

test('writes subtitles by what the next host said where two have said the same', async () => {
  const { files } = stubDialog();
  const page = await openWithText();
  await save(page, 'srt');
  const { take } = page.services.spoken[0]!;
  for (const startSeconds of [0, 3]) {
    const word = { start: 0, end: 3, startSeconds, endSeconds: startSeconds + 1 };
    page.services.emitSegment(createSegment(0, { take, words: [word] }));
  }
  page.services.speaking[0]!.resolve();
  await settle();
  expect(await files.get('talk.srt')!.text()).toBe('1\n00:00:03,000 --> 00:00:04,000\nOne\n');
});

test('cancelling is no failure; a failure is kept in words, and what was asked can be asked again', async () => {
  const { files } = stubDialog();
  const page = await openWithText();
  await save(page, 'opus');
  page.actions.cancelSave();
  await settle();
  expect(page.store.getState().save.phase).toBe('idle');
  await save(page, 'opus');
  page.services.speaking[1]!.reject(new SpeechError('synthesis_failed', 'NaN'));
  await settle();
  expect(page.store.getState().save).toMatchObject({
    phase: 'failed',
    problem: { code: 'synthesis_failed' },
  });
  page.actions.saveAgain();
  await settle();
  page.services.speaking[2]!.resolve();
  await settle();
  expect([...files.keys()]).toEqual(['talk.opus']);
});

test('a voice that only Kokoro speaks is not fetched for a file unless the person asks for it', async () => {
  const { files } = stubDialog();
  const page = await openWithText();
  page.actions.change({ voice: 'jf_alpha' });
  await save(page, 'wav');
  expect(page.store.getState().save).toMatchObject({ phase: 'failed', problem: { code: 'download_needed' } });
  expect(page.services.calls).toEqual([]);
  expect(files.size).toBe(0);
});
