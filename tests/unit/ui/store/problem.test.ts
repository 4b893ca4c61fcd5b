import { expect, test } from 'vitest';
import { SpeechError } from '../../../../src/contract/errors.ts';
import { toAdviceKey, toProblem, toWaysOn } from '../../../../src/ui/store/problem.ts';

test('keeps the code and the words of an error of the contract', () => {
  const problem = toProblem(new SpeechError('model_corrupt', 'model.onnx: wrong hash.'));
  expect(problem).toEqual({ code: 'model_corrupt', detail: 'model.onnx: wrong hash.' });
  expect(toWaysOn(problem)).toContain('download-kokoro');
});

test('adds nothing of the API to what a text without words needs', () => {
  const error = new SpeechError('no_speakable_text', "Nothing in 'input' can be spoken.");
  expect(toProblem(error)).toEqual({ code: 'no_speakable_text', detail: '' });
});

test('knows a peer that went away by its name', () => {
  const error = Object.assign(new Error('gone'), { name: 'PeerLostError' });
  expect(toProblem(error).code).toBe('lost_connection');
});

test('keeps the words of a thrower that it does not know, with a way on', () => {
  for (const thrown of [new Error('odd'), 'odd']) {
    const problem = toProblem(thrown);
    expect(problem).toEqual({ code: 'unknown', detail: 'odd' });
    expect(toAdviceKey(problem)).toBe('problem.advice.unknown');
    expect(toWaysOn(problem)).toContain('try-again');
  }
});

test('gives faults of a request one advice and always a way on', () => {
  const problem = { code: 'invalid_type', detail: '' } as const;
  expect(toAdviceKey(problem)).toBe('problem.advice.request');
  expect(toWaysOn(problem)).toEqual(['try-again']);
});
