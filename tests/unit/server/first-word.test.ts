import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeferred } from '../../../src/std/deferred.ts';
import { FirstWord } from '../../../src/server/first-word.ts';

const QUIET_MS = 20_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function create() {
  const onSettled = vi.fn();
  return { onSettled, firstWord: new FirstWord(onSettled) };
}

async function* say(...words: (string | Promise<string>)[]): AsyncGenerator<string> {
  for (const word of words) yield word;
}

describe('FirstWord', () => {
  it('settles with the first word, before the second is made, and never again', async () => {
    const { firstWord, onSettled } = create();
    const second = createDeferred<string>();
    const heard = firstWord.watch(say('one', second.promise));
    expect(await heard.next()).toEqual({ done: false, value: 'one' });
    expect(onSettled).toHaveBeenCalledOnce();
    second.resolve('two');
    expect(await heard.next()).toEqual({ done: false, value: 'two' });
    expect((await heard.next()).done).toBe(true);
    firstWord.isLoading = false;
    vi.advanceTimersByTime(10 * QUIET_MS);
    expect(onSettled).toHaveBeenCalledOnce();
  });

  it('settles where nothing is asked for', () => {
    const { onSettled } = create();
    vi.advanceTimersByTime(QUIET_MS - 1);
    expect(onSettled).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSettled).toHaveBeenCalledOnce();
  });

  it('waits as long as a model is on its way, and from then on', () => {
    const { firstWord, onSettled } = create();
    firstWord.isLoading = true;
    vi.advanceTimersByTime(10 * QUIET_MS);
    expect(onSettled).not.toHaveBeenCalled();
    firstWord.isLoading = false;
    vi.advanceTimersByTime(QUIET_MS - 1);
    expect(onSettled).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSettled).toHaveBeenCalledOnce();
  });

  it('waits for a word that takes long, and goes on where it fails', async () => {
    const { firstWord, onSettled } = create();
    const word = createDeferred<string>();
    const heard = firstWord.watch(say(word.promise)).next();
    vi.advanceTimersByTime(10 * QUIET_MS);
    expect(onSettled).not.toHaveBeenCalled();
    word.reject(new Error('no voice'));
    await expect(heard).rejects.toThrow('no voice');
    expect(onSettled).not.toHaveBeenCalled();
    vi.advanceTimersByTime(QUIET_MS);
    expect(onSettled).toHaveBeenCalledOnce();
  });

  it('ends the speech that it passes on when its reader stops', async () => {
    const { firstWord } = create();
    const ended = vi.fn();
    const speech = async function* (): AsyncGenerator<string> {
      try {
        yield await Promise.resolve('one');
        yield 'two';
      } finally {
        ended();
      }
    };
    for await (const word of firstWord.watch(speech())) {
      expect(word).toBe('one');
      break;
    }
    expect(ended).toHaveBeenCalledOnce();
  });
});
