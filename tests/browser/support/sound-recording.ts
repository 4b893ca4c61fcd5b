import type { Page } from '@playwright/test';
import { decodeToneRuns } from '../../fixtures/decode-tones.ts';
import { isSilentToken } from '../../fixtures/tone.ts';
import type { sentWords } from './sent-tokens.ts';

const TOKEN_SAMPLES = 1200;

/** What left the page's sound output, and which word was marked when so many samples had left it. */
export interface Recording {
  readonly samples: number[];
  readonly marks: { readonly word: string; readonly sampleCount: number }[];
  readonly latencySeconds: number;
}

/** Has every page that is opened from now on record its sound, from the start; needs the test pages to be served. */
export async function recordSound(page: Page): Promise<void> {
  await page.addInitScript(recordOutput);
}

/** Forgets what was recorded so far. */
export async function restartRecording(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { recording } = globalThis as unknown as { recording: Recording };
    recording.samples.length = 0;
    recording.marks.length = 0;
  });
}

/** Gives what was recorded since the page was opened, or since the recording was restarted. */
export function readRecording(page: Page): Promise<Recording> {
  return page.evaluate(() => (globalThis as unknown as { recording: Recording }).recording);
}

/** The words that were heard from their beginning, those that were marked, and how far apart the two were. */
export interface MarkComparison {
  readonly heard: readonly string[];
  readonly marked: readonly string[];
  /** Seconds by which each mark came after its word's first phoneme. */
  readonly lagSeconds: readonly number[];
  /** Ids of all audible phonemes but the first, which may be cut. */
  readonly heardIds: readonly number[];
  /** As many ids from the end of the text. */
  readonly sentIds: readonly number[];
}

/** Compares marks with the sound of the tone model, up to the end of a text, from wherever the recording begins in it. */
export function compareMarks(
  { samples, marks, latencySeconds }: Recording,
  words: Awaited<ReturnType<typeof sentWords>>,
): MarkComparison {
  const tokens = decodeToneRuns(Float32Array.from(samples)).flatMap(({ id, count, startSample }) =>
    id === null
      ? []
      : Array.from({ length: count }, (_, index) => ({ id, sample: startSample + index * TOKEN_SAMPLES })),
  );
  const audible = words.map(({ word, tokenIds }) => ({
    word,
    ids: tokenIds.filter((id) => !isSilentToken(id)),
  }));
  const sentIds = audible.flatMap(({ ids }) => ids);
  const missed = sentIds.length - tokens.length;
  const expected: { word: string; seconds: number }[] = [];
  let from = 0;
  for (const { word, ids } of audible) {
    const token = tokens[from - missed];
    if (word !== null && token !== undefined) expected.push({ word, seconds: token.sample / 24_000 });
    from += ids.length;
  }
  const marked = expected.length === 0 ? [] : marks.slice(-expected.length);
  return {
    heard: expected.map(({ word }) => word),
    marked: marked.map(({ word }) => word),
    lagSeconds: marked.map(
      ({ sampleCount }, index) => sampleCount / 24_000 - latencySeconds - (expected[index]?.seconds ?? 0),
    ),
    heardIds: tokens.slice(1).map(({ id }) => id),
    sentIds: sentIds.slice(missed + 1),
  };
}

/** Runs in the page before the app: puts a recorder between the app and the sound output. */
function recordOutput(): void {
  const recording = { samples: [] as number[], marks: [] as object[], latencySeconds: 0 };
  Object.assign(globalThis, { recording });
  const Native = AudioContext;
  class Recorded extends Native {
    readonly #tap = new GainNode(this);
    readonly #recording: Promise<void>;

    constructor(options?: AudioContextOptions) {
      super(options);
      this.#tap.connect(super.destination);
      this.#recording = this.audioWorklet.addModule('/test/recorder.js').then(() => {
        const recorder = new AudioWorkletNode(this, 'recorder');
        this.#tap.connect(recorder);
        recorder.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
          this.#keep(data);
        };
      });
    }

    /** The player waits for this before its first sound, so that the recorder hears all of it. */
    override async resume(): Promise<void> {
      await this.#recording;
      await super.resume();
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
