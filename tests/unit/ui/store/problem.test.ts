import { expect, test } from 'vitest';
import { SpeechError } from '../../../../src/speech/errors.ts';
import { toProblem, toProblemLine, toWords } from '../../../../src/ui/store/problem.ts';

test('keeps the code and the words of an error of the contract', () => {
  const problem = toProblem(new SpeechError('model_corrupt', 'model.onnx: wrong hash.'));
  expect(problem).toEqual({ code: 'model_corrupt', detail: 'model.onnx: wrong hash.' });
  expect(toWords(problem).waysOn).toContain('download-kokoro');
});

test('knows a peer that went away by its name', () => {
  const error = Object.assign(new Error('gone'), { name: 'PeerLostError' });
  expect(toProblem(error).code).toBe('lost_connection');
});

test('shows what it has no words for in the words of the thrower, with a way on', () => {
  for (const thrown of [new Error('odd'), 'odd']) {
    const words = toWords(toProblem(thrown));
    expect(words.advice).toBe('odd');
    expect(words.waysOn).toContain('try-again');
  }
});

test('fits one line', () => {
  expect(toProblemLine({ code: 'queue_full', detail: '16 requests wait.' })).toBe(
    'Too much at once: 16 requests wait.',
  );
});
