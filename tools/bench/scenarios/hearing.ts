import { resample } from '../../../src/audio/resample.ts';
import { benchmarkTexts } from '../../../src/benchmark/texts.ts';
import { SAMPLE_RATE } from '../../../src/contract/audio.ts';
import { HEARING_RATE } from '../../../src/contract/hearing.ts';
import { toHearingThreads } from '../../../src/server/open-hearing.ts';
import { openPageModule } from '../../page-module.ts';
import type { Bench } from '../bench.ts';
import { readProcessorMs } from '../busy-cores.ts';
import type { HeardText } from '../pages/app.ts';
import type * as StockHearingModule from '../pages/stock-hearing.ts';
import type { HearingPair, TimedText } from '../hearing-report.ts';
import type { Measured } from '../report.ts';
import { openApp, openRuntime, type AppSide } from '../sides.ts';
import { measureHearingMemory } from './hearing-memory.ts';

/** What fits into one of Whisper's windows of 30 s, and a recording that does not; with how many pairs. */
const SOUNDS = [
  { text: benchmarkTexts.paragraph.text, pairs: 3 },
  {
    text: [
      benchmarkTexts.paragraph,
      benchmarkTexts.tokens400,
      benchmarkTexts.paragraph,
      benchmarkTexts.tokens400,
    ]
      .map(({ text }) => text)
      .join('\n\n'),
    pairs: 2,
  },
] as const;
/** The catalogue's Whisper base. */
const WHISPER = {
  repo: 'onnx-community/whisper-base_timestamped',
  revision: '608c49e61301901684bc36cac8f74b95ff6b5a8e',
};

/** Has the app write speech down: beside transformers.js with the same weights, and for twenty minutes. */
export async function measureHearing(bench: Bench): Promise<Pick<Measured, 'hearing' | 'hearingMemory'>> {
  const { browser, sites, failures } = bench.parts;
  const { side } = await openApp(browser, sites);
  try {
    await downloadWhisper(side);
    // Finds the app's process while no other page is open.
    await side.memory();
    // The built-in voice needs no model, so every machine hears the same.
    const speak = async (text: string): Promise<Sound> =>
      toSound(await side.app.speakFile({ model: 'espeak-ng', input: text }));
    const hearing = await measureSounds(bench, side, speak);
    const { speech } = await speak(SOUNDS[0].text);
    const hearingMemory = await failures.attempt('the memory of a long sound', () =>
      measureHearingMemory(side, speech),
    );
    return { hearing, hearingMemory };
  } finally {
    await side.close();
  }
}

/** Hears each sound on both sides, in turn. */
async function measureSounds(
  { parts: { browser, sites, deadline, failures } }: Bench,
  side: AppSide,
  speak: (text: string) => Promise<Sound>,
): Promise<readonly HearingPair[]> {
  const threads = toHearingThreads({ isIsolated: true, coreCount: browser.cores });
  const other = await openRuntime(browser, sites);
  try {
    const stock = openPageModule<typeof StockHearingModule>(other.page, '/bench/stock-hearing.js');
    await stock.load({ ...WHISPER, threads });
    const sides = {
      app: ({ file }: Sound) => measureText(() => side.app.hear({ base64: file, name: 'speech.wav' })),
      stock: ({ samples }: Sound) => measureText(() => stock.hear({ base64: samples })),
    };
    // The first answer of either side loads what the later ones have.
    const first = await speak(benchmarkTexts.tokens20.text);
    await sides.app(first);
    await sides.stock(first);
    const pairs: HearingPair[] = [];
    for (const { text, pairs: count } of SOUNDS) {
      const sound = await speak(text);
      const { audioSeconds } = sound;
      for (let round = 0; round < count && (round === 0 || deadline.allows(0)); round += 1) {
        const what = `${audioSeconds.toFixed(0)} s of speech, round ${round + 1}`;
        const pair = await failures.attempt(what, () => hearTwice(sides, sound, round % 2 === 1));
        if (pair === null) continue;
        pairs.push({ audioSeconds, threads, ...pair });
        console.log(`  ${what}: ${toWords(pair.app)}, transformers.js ${toWords(pair.stock)}`);
      }
    }
    return pairs;
  } finally {
    await other.close();
  }
}

type Heard = Pick<HearingPair, 'app' | 'stock'>;

/** The sides take turns in going first. */
async function hearTwice(
  sides: Readonly<Record<keyof Heard, (sound: Sound) => Promise<TimedText>>>,
  sound: Sound,
  isStockFirst: boolean,
): Promise<Heard> {
  const early = isStockFirst ? await sides.stock(sound) : null;
  const app = await sides.app(sound);
  return { app, stock: early ?? (await sides.stock(sound)) };
}

/** Measures how long processors work for an answer, too: other programs do not change that much. */
async function measureText(hear: () => Promise<HeardText>): Promise<TimedText> {
  const before = await readProcessorMs();
  const heard = await hear();
  const after = await readProcessorMs();
  return { ...heard, processorMs: before === null || after === null ? null : after - before };
}

function toWords({ ms, processorMs }: TimedText): string {
  const work = processorMs === null ? '' : ` (${(processorMs / 1000).toFixed(1)} s of work)`;
  return `${(ms / 1000).toFixed(1)} s${work}`;
}

/** Downloads as a user does. */
async function downloadWhisper({ page, app }: AppSide): Promise<void> {
  await page.locator('::-p-aria([name="Subtitles"][role="tab"])').click();
  await page.locator('::-p-xpath(//button[starts-with(normalize-space(.), "Get Whisper base")])').click();
  await app.untilListed('whisper-1');
}

interface Sound {
  readonly audioSeconds: number;
  /** A WAV file in base64. */
  readonly file: string;
  /** Samples of 16 bits at 16 kHz in base64, as transformers.js wants them. */
  readonly samples: string;
  /** The same from -1 to 1, at 24 kHz. */
  readonly speech: Float32Array<ArrayBuffer>;
}

function toSound(file: string): Sound {
  const bytes = Buffer.from(file, 'base64');
  const data = bytes.subarray(bytes.indexOf('data') + 8);
  const speech = Float32Array.from(
    { length: data.length / 2 },
    (_, index) => data.readInt16LE(2 * index) / 0x8000,
  );
  const heard = resample(speech, { from: SAMPLE_RATE, to: HEARING_RATE });
  const integers = Int16Array.from(heard, (sample) =>
    Math.max(-0x8000, Math.min(0x7fff, Math.round(sample * 0x8000))),
  );
  return {
    audioSeconds: speech.length / SAMPLE_RATE,
    file,
    samples: Buffer.from(integers.buffer).toString('base64'),
    speech,
  };
}
