import { expect, test } from 'vitest';
import { toKeyCommand, type KeyPress } from '../../../../../src/ui/features/shortcuts/shortcuts.ts';

const press = (key: string, patch: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...patch,
});

const free = { isTyping: false, letterKeys: true };
const typing = { isTyping: true, letterKeys: true };

test('keys with Control or Alt work everywhere', () => {
  for (const where of [free, typing, { isTyping: false, letterKeys: false }]) {
    expect(toKeyCommand(press('Enter', { ctrlKey: true }), where)).toBe('toggle');
    expect(toKeyCommand(press('Enter', { ctrlKey: true, shiftKey: true }), where)).toBe('play-part');
    expect(toKeyCommand(press('Enter', { metaKey: true }), where)).toBe('toggle');
    expect(toKeyCommand(press('≤', { altKey: true, code: 'Comma' }), where)).toBe('previous');
    expect(toKeyCommand(press('.', { altKey: true, code: 'Period' }), where)).toBe('next');
    expect(toKeyCommand(press('Escape'), where)).toBe('stop');
  }
});

test('letters work where they are not text, and only if they are wanted', () => {
  expect(['k', 'j', 'l', '?', 'x'].map((key) => toKeyCommand(press(key), free))).toEqual([
    'toggle',
    'previous',
    'next',
    'help',
    null,
  ]);
  expect(toKeyCommand(press('?', { shiftKey: true }), free)).toBe('help');
  expect(toKeyCommand(press('k'), typing)).toBeNull();
  expect(toKeyCommand(press('k'), { isTyping: false, letterKeys: false })).toBeNull();
});

test('what belongs to the browser is left to it', () => {
  expect(toKeyCommand(press('k', { ctrlKey: true }), free)).toBeNull();
  expect(toKeyCommand(press('l', { metaKey: true }), free)).toBeNull();
  expect(toKeyCommand(press('Enter'), free)).toBeNull();
  expect(toKeyCommand(press(',', { code: 'Comma' }), free)).toBeNull();
});
