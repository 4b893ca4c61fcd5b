import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ReadingButton, ReadingSpeech } from '../../../../src/guest/element/reading-button.ts';
import { createStreamer, type OpenStream } from '../../../../src/page/stream/open-stream.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';
import { Scope } from '../../../../src/std/scope.ts';
import { createHandPlayer, type HandPlayer } from '../../../fixtures/hand-player.ts';
import { speakSilence } from '../../../fixtures/silent-speech.ts';
import { stubDocument } from './stub-document.ts';

/** A button that speaks by what the test opens. */
type CreateButton = (open: () => Promise<ReadingSpeech>, text: string) => ReadingButton;

let scope: Scope;
let create: CreateButton;
let log: string[];

beforeEach(async () => {
  scope = new Scope();
  log = [];
  stubDocument();
  // The class is one of elements only where there are any when it is loaded.
  vi.resetModules();
  const module = await import('../../../../src/guest/element/reading-button.ts');
  class Button extends module.ReadingButton {
    readonly open: () => Promise<ReadingSpeech>;

    constructor(open: () => Promise<ReadingSpeech>) {
      super();
      this.open = open;
    }

    protected openSpeech(): Promise<ReadingSpeech> {
      return this.open();
    }
  }
  create = (open, text) => {
    const button = new Button(open);
    button.textContent = text;
    button.addEventListener('sotto-state', (event) => {
      log.push(`${text} ${(event as CustomEvent<string>).detail}`);
    });
    button.connectedCallback();
    return button;
  };
});

afterEach(() => {
  scope.dispose();
  vi.unstubAllGlobals();
});

function createSpeech(player: HandPlayer): { readonly stream: OpenStream } {
  const openPlayer = (): HandPlayer => player;
  return {
    stream: createStreamer({ scope, fetch: speakSilence, baseUrl: 'https://site.example/', openPlayer }),
  };
}

it('a button that is paused while its speech is opened stays silent until it goes on', async () => {
  const player = createHandPlayer();
  const opening = createDeferred<ReadingSpeech>();
  const button = create(() => opening.promise, 'One');
  const reading = button.toggle();
  await button.toggle();
  opening.resolve(createSpeech(player));
  await player.begun();
  expect(player.isPaused()).toBe(true);
  await button.toggle();
  expect(player.isPaused()).toBe(false);
  await player.playToEnd();
  await reading;
  expect(log).toEqual(['One playing', 'One paused', 'One playing', 'One idle']);
});

it('a button that begins stops the one that reads, whatever that speaks by', async () => {
  const [one, two] = [createHandPlayer(), createHandPlayer()];
  const first = create(() => Promise.resolve(createSpeech(one)), 'One').toggle();
  await one.begun();
  const second = create(() => Promise.resolve(createSpeech(two)), 'Two').toggle();
  await first;
  expect(one.calls).toEqual(['play', 'interrupt']);
  await two.begun();
  await two.playToEnd();
  await second;
  expect(log).toEqual(['One playing', 'One idle', 'Two playing', 'Two idle']);
});
