import type { Page } from '@playwright/test';
import { decodeToneRuns } from '../fixtures/decode-tones.ts';
import { isSilentToken } from '../fixtures/tone.ts';
import { expect, test } from './support/app-test.ts';
import { sentWords } from './support/sent-tokens.ts';
import { expectSpoken, loadKokoro, play, writeText } from './support/studio.ts';
import { serveTestPages } from './support/test-pages.ts';

test.use({ siteOptions: { intercept: serveTestPages } });

const TOKEN_SAMPLES = 1200;

const text = Array.from(
  { length: 8 },
  (_, index) => `Sentence number ${index + 1} follows, and it has words of its own.`,
).join(' ');

/** What left the page's sound output, and which word was marked when so many samples had left it. */
interface Recording {
  readonly samples: number[];
  readonly marks: { readonly word: string; readonly sampleCount: number }[];
  readonly latencySeconds: number;
}

test('each word is marked within 100 ms of its sound', async ({ page, site }) => {
  await page.addInitScript(recordOutput);
  await page.goto(site.url);
  await loadKokoro(page);
  await writeText(page, text);
  await play(page);
  await expectSpoken(page);

  const { samples, marks, latencySeconds } = await readRecording(page);
  const sound = Float32Array.from(samples);
  const tokens = decodeToneRuns(sound).flatMap(({ id, count, startSample }) =>
    id === null
      ? []
      : Array.from({ length: count }, (_, index) => ({ id, sample: startSample + index * TOKEN_SAMPLES })),
  );
  // Where each word's first audible phoneme was heard, by the plan that the page follows too.
  const expected: { word: string; seconds: number }[] = [];
  let heard = 0;
  for (const { word, tokenIds } of await sentWords(text, 'en-us')) {
    const audible = tokenIds.filter((id) => !isSilentToken(id));
    expect(tokens.slice(heard, heard + audible.length).map(({ id }) => id)).toEqual(audible);
    if (word !== null) expected.push({ word, seconds: (tokens[heard]?.sample ?? 0) / 24_000 });
    heard += audible.length;
  }
  expect(heard).toBe(tokens.length);
  expect(marks.map(({ word }) => word)).toEqual(expected.map(({ word }) => word));
  const errors = marks.map(
    ({ sampleCount }, index) => sampleCount / 24_000 - latencySeconds - (expected[index]?.seconds ?? 0),
  );
  expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.1);
});

/** Runs in the page before the app: puts a recorder between the app and the sound output. */
function recordOutput(): void {
  const recording = { samples: [] as number[], marks: [] as object[], latencySeconds: 0 };
  Object.assign(globalThis, { recording });
  const Native = AudioContext;
  class Recorded extends Native {
    readonly #tap = new GainNode(this);

    constructor(options?: AudioContextOptions) {
      super(options);
      this.#tap.connect(super.destination);
      void this.audioWorklet.addModule('/test/recorder.js').then(() => {
        const recorder = new AudioWorkletNode(this, 'recorder');
        this.#tap.connect(recorder);
        recorder.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
          this.#keep(data);
        };
      });
    }

    override get destination(): AudioDestinationNode {
      return this.#tap as unknown as AudioDestinationNode;
    }

    #keep(samples: Float32Array): void {
      recording.samples.push(...samples);
      recording.latencySeconds = this.outputLatency;
      const [sentence, word] = ['sentence', 'word'].map((kind) =>
        document.querySelector(`.editor__mark--${kind}`),
      );
      const text = word?.getAttribute('data-text') ?? null;
      const place = word?.firstElementChild?.getAttribute('style') ?? '';
      if (text === null) return;
      // The same word may come again, but not in the same place.
      const mark = `${text} ${place} ${sentence?.getAttribute('data-text') ?? ''}`;
      if (mark === this.#last) return;
      this.#last = mark;
      recording.marks.push({ word: text, sampleCount: recording.samples.length });
    }

    #last = '';
  }
  globalThis.AudioContext = Recorded;
}

function readRecording(page: Page): Promise<Recording> {
  return page.evaluate(() => (globalThis as unknown as { recording: Recording }).recording);
}
