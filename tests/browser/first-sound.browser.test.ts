import type { Page } from '@playwright/test';
import type * as Sotto from '../../src/page.ts';
import type { Language } from '../../src/contract/language.ts';
import { expect, test } from './support/app-test.ts';
import { planSegments } from './support/sent-tokens.ts';
import { writeText } from './support/studio.ts';
import { serveTestPages } from './support/test-pages.ts';
import { serveWithPrelude } from './support/worker-prelude.ts';

/** Paragraphs of about 400 characters. */
const paragraphs: Readonly<Record<string, { readonly text: string; readonly language?: Language }>> = {
  'a long first sentence': {
    text: 'The city council voted on Tuesday night to approve a long-debated plan that would turn the old railway yard into a public park, with gardens, playgrounds and a small lake, despite the objections of several residents who had hoped for more housing. The mayor called it a victory for every family in the district. Work is expected to begin in the spring and to take about three years to complete overall.',
  },
  'a subordinate clause first': {
    text: 'When the old lighthouse keeper climbed the winding stairs that evening, he noticed that the lamp had already been lit. Nobody else lived on the island. He stood there for a long while and listened to the waves, wondering whether he had simply forgotten, or whether somebody had been there before him. Outside, the wind was rising, and far away on the dark water a single ship was turning slowly home.',
  },
  'very short sentences first': {
    text: 'Stop. Wait a moment. Do not open that door yet, please. There is something on the other side that I have not told you about, and before we go any further you should know what it is. It came here in the winter. It does not like the light. It will not hurt you if you are quiet, but it listens, and it remembers, and it never sleeps. So take my hand, and walk behind me, and say nothing at all to it.',
  },
  'no comma at all': {
    text: 'This extraordinarily long sentence continues without any punctuation whatsoever because its author firmly believes that readers should decide for themselves where they would like to breathe while they follow the thread of an argument which wanders from one subject to another and back again without ever quite arriving anywhere in particular although it does pass a number of interesting places on the way.',
  },
  Spanish: {
    text: 'En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo de los de lanza en astillero, adarga antigua, rocín flaco y galgo corredor. Una olla de algo más vaca que carnero, salpicón las más noches, duelos y quebrantos los sábados, lentejas los viernes, algún palomino de añadidura los domingos, consumían las tres partes de su hacienda.',
    language: 'es',
  },
};

for (const [name, { text, language = 'en-us' }] of Object.entries(paragraphs)) {
  test(`a paragraph with ${name} begins with a clause of about 8 to 12 words`, async () => {
    const [first] = await planSegments(text, language);
    const words = first?.text.trim().split(/\s+/) ?? [];
    expect(words.length, first?.text).toBeGreaterThanOrEqual(8);
    expect(words.length, first?.text).toBeLessThanOrEqual(13);
  });
}

/** A device on which making takes so many times as long as hearing, and something for each run. */
const createSlowSession = (pace: number): string => `const post = self.postMessage.bind(self);
self.postMessage = (message, transfer) => {
  const samples = message?.type === 'output' ? message.output.samples.length : 0;
  setTimeout(() => post(message, transfer), (samples / 24) * ${pace} + 50);
};`;

test.describe('on a slow device', () => {
  test.use({
    siteOptions: {
      intercept: (request, response) =>
        serveTestPages(request, response) ||
        serveWithPrelude('session', createSlowSession(0.75))(request, response),
    },
  });

  test('the first paragraph ever is heard without an underrun, from its first segment on', async ({
    page,
    site,
  }) => {
    await page.goto(`${site.url}/test/blank.html`);
    const whole = paragraphs['very short sentences first']!.text;
    const text = whole.slice(0, whole.indexOf(' It does not like'));
    const { underruns, segments, segmentsAtFirstSound } = await play(page, text);
    expect(segments.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
    expect(segments.length).toBeGreaterThanOrEqual(3);
    expect(segmentsAtFirstSound).toBeLessThan(3);
    expect(underruns).toBe(0);
  });
});

test.describe('on a device that makes speech more slowly than it is heard', () => {
  test.use({ siteOptions: { intercept: serveWithPrelude('session', createSlowSession(2.5)) } });

  test('Play gets ahead, says for how long, and then has no gap; it can be hurried', async ({ app }) => {
    await app.evaluate(() => fetch('/v1/engine/load', { method: 'POST' }));
    await writeText(app, 'One two three four. '.repeat(5));
    const seen = await app.evaluateHandle(() => {
      const words: string[] = [];
      const status = document.querySelector('.transport__status')!;
      new MutationObserver(() => words.push(status.textContent)).observe(status, {
        ...{ childList: true, characterData: true, subtree: true },
      });
      return words;
    });
    const slow = app.getByText('This device makes speech more slowly than it is played');
    const play = app.getByRole('button', { name: 'Play', exact: true });
    await play.click();
    await expect(slow).toBeVisible();
    await expect(app.getByText('Speaking with Kokoro 82M')).toBeVisible();
    await expect(slow).toBeHidden();
    await expect(app.getByText('Spoken by Kokoro 82M')).toBeVisible();
    expect(await seen.jsonValue()).not.toContain('Waiting for more sound');
    await writeText(app, 'Five six seven eight. '.repeat(8));
    await play.click();
    await app.getByRole('button', { name: 'Play now' }).click();
    await expect(slow).toBeHidden();
    await expect(app.getByText('Waiting for more sound')).toBeVisible();
    await expect(app.getByText('Spoken by Kokoro 82M')).toBeVisible();
  });
});

interface Played {
  readonly underruns: number;
  readonly segments: readonly { readonly start: number; readonly end: number }[];
  readonly segmentsAtFirstSound: number;
}

/** Plays a text in a page as the app does, through the audio worklet, and waits until its last sample was heard. */
function play(page: Page, text: string): Promise<Played> {
  return page.evaluate(async (spoken) => {
    const sotto = (await import(/* @vite-ignore */ `${location.origin}/sotto.js`)) as typeof Sotto;
    const { client } = await sotto.installSpeech();
    const { signal } = new AbortController();
    const player = sotto.createPlayer();
    const segments: { start: number; end: number }[] = [];
    client.onSegment(({ start, end }) => segments.push({ start, end }));
    let segmentsAtFirstSound = 0;
    const ended = new Promise<number>((resolve) => {
      player.subscribe((event) => {
        if (event.type === 'ended') resolve(event.underruns);
        else if (event.type === 'position' && event.positionSeconds > 0)
          segmentsAtFirstSound ||= segments.length;
      });
    });
    const request = {
      text: spoken,
      model: 'kokoro-82m',
      voice: [{ id: 'af_heart', weight: 1 }],
      language: 'en-us',
      speed: 1,
    } as const;
    const sink = await player.play();
    await client.speak({ take: 'first', request, sink }, signal);
    return { underruns: await ended, segments, segmentsAtFirstSound };
  }, text);
}
