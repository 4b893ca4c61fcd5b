import { expect, it } from 'vitest';
import { toInserted } from '../../../../../src/ui/features/dictation/insert-text.ts';

it.each([
  ['', ' Hello.', '', 'Hello.'],
  ['First.', ' Hello.', '', ' Hello.'],
  ['First. ', 'Hello.', '', 'Hello.'],
  ['First.\n', 'Hello.', '', 'Hello.'],
  ['(', 'Hello', ')', 'Hello'],
  ['One', 'two', 'three', ' two '],
  ['One', 'two', '.', ' two'],
  ['你好。', '世界', '再见', '世界'],
  ['नमस्ते', 'दुनिया', '', ' दुनिया'],
])(
  'between “%s” and what follows, “%s” is set apart by the spaces it needs',
  (...[before, spoken, after, text]) => {
    expect(toInserted(spoken, before, after)).toBe(text);
  },
);
