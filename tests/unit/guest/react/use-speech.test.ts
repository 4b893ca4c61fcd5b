import { createElement, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it, vi } from 'vitest';
import { sharePageSpeech } from '../../../../src/guest/page-speech.ts';
import { useSpeech, useTake } from '../../../../src/guest/react/index.ts';
import { requireSpeech } from '../../../../src/guest/react/use-speech.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('the options of a component count before what its children leave out, and others are named', async () => {
  // As in a browser: what is rendered there installs.
  vi.stubGlobal('document', {});
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const Child = (): ReactElement => createElement('p', null, useTake().status);
  const Parent = (): ReactElement => {
    useSpeech({ baseUrl: '/app/' });
    return createElement(Child);
  };
  expect(renderToString(createElement(Parent))).toBe('<p>starting</p>');
  const other = sharePageSpeech({ baseUrl: '/elsewhere/' });
  expect(warn.mock.calls).toEqual([[expect.stringContaining('change nothing: baseUrl.')]]);
  expect(sharePageSpeech({ baseUrl: '/app/' })).toBe(other);
  expect(warn).toHaveBeenCalledTimes(1);
  // There is no browser after all.
  await expect(other).rejects.toThrow();
});

it('a text that cannot be spoken fails with what kept Sotto from being there', () => {
  const error = new Error('This browser has no service workers here.');
  expect(() => requireSpeech({ status: 'failed', speech: null, error })).toThrow(error);
  expect(() => requireSpeech({ status: 'starting', speech: null, error: null })).toThrow('not ready yet');
});
