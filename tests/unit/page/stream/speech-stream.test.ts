import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStreamer, type OpenStream } from '../../../../src/page/stream/open-stream.ts';
import type { StreamedWord } from '../../../../src/page/stream/speak-chunk.ts';
import { Scope } from '../../../../src/std/scope.ts';
import { createHandPlayer, type HandPlayer } from '../../../fixtures/hand-player.ts';
import { speakSilence } from '../../../fixtures/silent-speech.ts';

let scope: Scope;
let player: HandPlayer;
let stream: OpenStream;

beforeEach(() => {
  scope = new Scope();
  player = createHandPlayer();
  stream = createStreamer({
    scope,
    fetch: speakSilence,
    baseUrl: 'https://site.example/',
    openPlayer: () => player,
  });
});

afterEach(() => scope.dispose());

it('a stream that was heard to its end leaves the player to others', async () => {
  const first = stream('One two.');
  const playing = first.play();
  await player.playToEnd();
  await playing;
  const second = stream('Three four.');
  void second.play();
  await player.begun();
  first.pause();
  first.resume();
  expect(await first.interrupt()).toBe('One two'.length);
  expect(player.calls).toEqual(['play', 'play']);
  second.pause();
  void second.interrupt();
  expect(player.calls).toEqual(['play', 'play', 'pause', 'interrupt']);
});

it('a stream whose player was taken says how far it was heard, and stops nobody', async () => {
  const words: StreamedWord[] = [];
  const first = stream('One two three.');
  const playing = first.play({ onWord: (word) => words.push(word) });
  await player.begun();
  await player.pull();
  player.report({
    type: 'position',
    positionSeconds: 1.99,
    queuedSeconds: 1,
    underruns: 0,
    isWaiting: false,
  });
  const second = stream('Four.');
  const next = second.play();
  // Before the first one has heard of it.
  first.pause();
  expect(await first.interrupt()).toBe('One tw'.length);
  await playing;
  await player.playToEnd();
  await next;
  expect(words.map(({ text }) => text)).toEqual(['One', 'two']);
  expect(player.calls).toEqual(['play', 'play']);
});

it('a stream that is paused before it sounds begins in silence', async () => {
  const first = stream('One.');
  const playing = first.play();
  first.pause();
  await player.begun();
  expect(player.isPaused()).toBe(true);
  first.resume();
  expect(player.isPaused()).toBe(false);
  await player.playToEnd();
  await playing;
});

it('a signal that fires late ends no other stream', async () => {
  const controller = new AbortController();
  const first = stream('One.', { signal: controller.signal });
  const playing = first.play();
  await player.playToEnd();
  await playing;
  void stream('Two.').play();
  await player.begun();
  controller.abort();
  expect(player.calls).toEqual(['play', 'play']);
});
