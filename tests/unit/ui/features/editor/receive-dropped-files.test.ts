import { expect, test } from 'vitest';
import { Scope } from '../../../../../src/std/scope.ts';
import { receiveDroppedFiles } from '../../../../../src/ui/features/editor/receive-dropped-files.ts';

const text = new File(['Hello.'], 'letter.txt', { type: 'text/plain' });
const picture = new File(['\0'], 'photo.png', { type: 'image/png' });
const sound = new File([''], 'talk.wav', { type: 'audio/wav' });
const untyped = new File([''], 'talk.OPUS');

/** A page without its parts, and what came of the drops on it. */
function openPage() {
  const [target, scope, log] = [new EventTarget(), new Scope(), [] as string[]];
  receiveDroppedFiles(scope, target, {
    onSound: ({ name }) => void log.push(`sound ${name}`),
    onText: ({ name }) => void log.push(`text ${name}`),
    onOver: (isOver) => void log.push(isOver ? 'over' : 'away'),
  });
  const send = (
    type: string,
    files: readonly File[],
    { isTaken = false, types = ['Files'] } = {},
  ): boolean => {
    const items = files.map((file) => ({ kind: 'file', type: file.type }));
    const fields = { dataTransfer: { types, files, items }, relatedTarget: null };
    const event = Object.assign(new Event(type, { cancelable: true }), fields);
    if (isTaken) event.preventDefault();
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { scope, log, send };
}

test.each([
  [[text], 'text letter.txt'],
  [[picture], 'text photo.png'],
  [[sound], 'sound talk.wav'],
  [[untyped], 'sound talk.OPUS'],
  [[text, sound], 'sound talk.wav'],
])('a file is taken wherever it is dropped, and never opened in the place of the page', (files, taken) => {
  const { log, send } = openPage();
  expect([send('dragover', files), send('drop', files)]).toEqual([true, true]);
  expect(log.slice(-1)).toEqual([taken]);
});

test('the sheet shows where a text will go, and not a recording', () => {
  const { log, send } = openPage();
  send('dragover', [text]);
  send('dragleave', []);
  send('dragover', [sound]);
  send('dragover', [untyped]);
  send('drop', [untyped]);
  expect(log).toEqual(['over', 'away', 'away', 'over', 'away', 'sound talk.OPUS']);
});

test('what is dragged as text, or was taken by a part of the page, is left alone', () => {
  const { log, send, scope } = openPage();
  expect(send('dragover', [], { types: ['text/plain'] })).toBe(false);
  expect(send('drop', [], { types: ['text/plain'] })).toBe(false);
  send('dragover', [text], { isTaken: true });
  send('drop', [text], { isTaken: true });
  expect(log).toEqual(['away', 'away', 'away']);
  scope.dispose();
  expect(send('drop', [text])).toBe(false);
});
