import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeferred } from '../../../src/std/deferred.ts';
import { FirstSpeech } from '../../../src/server/first-speech.ts';

const QUIET_MS = 20_000;
const LONG_MS = 20_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function create() {
  const onSettled = vi.fn();
  return { onSettled, firstSpeech: new FirstSpeech(onSettled) };
}

async function* say(...words: (string | Promise<string>)[]): AsyncGenerator<string> {
  for (const word of words) yield word;
}

describe('FirstSpeech', () => {
  it('settles with the end of the first speech, not with its first word, and never again', async () => {
    const { firstSpeech, onSettled } = create();
    const heard = firstSpeech.watch(say('one', 'two'));
    await heard.next();
    await heard.next();
    expect(onSettled).not.toHaveBeenCalled();
    expect((await heard.next()).done).toBe(true);
    expect(onSettled).toHaveBeenCalledOnce();
    firstSpeech.isLoading = false;
    vi.advanceTimersByTime(10 * QUIET_MS);
    expect(onSettled).toHaveBeenCalledOnce();
  });

  it('settles where speech goes on for long after its first word', async () => {
    const { firstSpeech, onSettled } = create();
    const second = createDeferred<string>();
    const heard = firstSpeech.watch(say('one', second.promise));
    await heard.next();
    const next = heard.next();
    vi.advanceTimersByTime(LONG_MS - 1);
    expect(onSettled).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSettled).toHaveBeenCalledOnce();
    second.resolve('two');
    await next;
    await heard.return(undefined);
    expect(onSettled).toHaveBeenCalledOnce();
  });

  it('waits for all that is spoken at the same time', async () => {
    const { firstSpeech, onSettled } = create();
    const long = firstSpeech.watch(say('one', 'two'));
    const short = firstSpeech.watch(say('one'));
    await long.next();
    await short.next();
    expect((await short.next()).done).toBe(true);
    expect(onSettled).not.toHaveBeenCalled();
    await long.return(undefined);
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
    const { firstSpeech, onSettled } = create();
    firstSpeech.isLoading = true;
    vi.advanceTimersByTime(10 * QUIET_MS);
    expect(onSettled).not.toHaveBeenCalled();
    firstSpeech.isLoading = false;
    vi.advanceTimersByTime(QUIET_MS - 1);
    expect(onSettled).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSettled).toHaveBeenCalledOnce();
  });

  it('waits for a word that takes long, and goes on where it fails', async () => {
    const { firstSpeech, onSettled } = create();
    const word = createDeferred<string>();
    const heard = firstSpeech.watch(say(word.promise)).next();
    vi.advanceTimersByTime(10 * QUIET_MS);
    expect(onSettled).not.toHaveBeenCalled();
    word.reject(new Error('no voice'));
    await expect(heard).rejects.toThrow('no voice');
    expect(onSettled).not.toHaveBeenCalled();
    vi.advanceTimersByTime(QUIET_MS);
    expect(onSettled).toHaveBeenCalledOnce();
  });

  it('ends the speech that it passes on when its reader stops', async () => {
    const { firstSpeech } = create();
    const ended = vi.fn();
    const speech = async function* (): AsyncGenerator<string> {
      try {
        yield await Promise.resolve('one');
        yield 'two';
      } finally {
        ended();
      }
    };
    for await (const word of firstSpeech.watch(speech())) {
      expect(word).toBe('one');
      break;
    }
    expect(ended).toHaveBeenCalledOnce();
  });
});
