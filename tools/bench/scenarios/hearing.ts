import { resample } from '../../../src/audio/resample.ts';
import { benchmarkTexts } from '../../../src/benchmark/texts.ts';
import { SAMPLE_RATE } from '../../../src/contract/audio.ts';
import { HEARING_RATE } from '../../../src/contract/hearing.ts';
import { openPageModule } from '../../page-module.ts';
import type { Bench } from '../bench.ts';
import type * as StockHearingModule from '../pages/stock-hearing.ts';
import type { HearingPair } from '../report.ts';
import { openApp, openRuntime, type AppSide } from '../sides.ts';

const PAIRS = 3;
/** The catalogue's Whisper base. */
const WHISPER = {
  repo: 'onnx-community/whisper-base_timestamped',
  revision: '608c49e61301901684bc36cac8f74b95ff6b5a8e',
};

/** Has the app and the pipeline of transformers.js write down the same speech, by turns, with the same weights. */
export async function measureHearing(bench: Bench): Promise<readonly HearingPair[]> {
  const { browser, sites, deadline, failures } = bench.parts;
  const { side } = await openApp(browser, sites);
  await downloadWhisper(side);
  // The built-in voice needs no model, so every machine hears the same.
  const spoken = await side.app.speakFile({ model: 'espeak-ng', input: benchmarkTexts.paragraph.text });
  const sound = toSound(spoken);
  const { audioSeconds } = sound;
  const other = await openRuntime(browser, sites);
  try {
    const stock = openPageModule<typeof StockHearingModule>(other.page, '/bench/stock-hearing.js');
    await stock.load(WHISPER);
    const pairs: HearingPair[] = [];
    // The first answer of either side loads what the later ones have.
    await side.app.hear({ base64: sound.file });
    await stock.hear({ base64: sound.samples });
    let lastMs = 0;
    for (let round = 0; round < PAIRS && (round === 0 || deadline.allows(lastMs)); round += 1) {
      const startedMs = performance.now();
      const pair = await failures.attempt(`hearing, round ${round + 1}`, async () => ({
        audioSeconds,
        app: await side.app.hear({ base64: sound.file }),
        stock: await stock.hear({ base64: sound.samples }),
      }));
      lastMs = performance.now() - startedMs;
      if (pair === null) continue;
      pairs.push(pair);
      const [app, stockMs] = [pair.app.ms, pair.stock.ms].map((ms) => (ms / 1000).toFixed(1));
      console.log(`  ${audioSeconds.toFixed(1)} s of speech: ${app} s, transformers.js ${stockMs} s`);
    }
    return pairs;
  } finally {
    await other.close();
    await side.close();
  }
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
}

function toSound(file: string): Sound {
  const bytes = Buffer.from(file, 'base64');
  const data = bytes.subarray(bytes.indexOf('data') + 8);
  const samples = Float32Array.from({ length: data.length / 2 }, (_, index) => data.readInt16LE(2 * index));
  const integers = Int16Array.from(resample(samples, { from: SAMPLE_RATE, to: HEARING_RATE }), Math.round);
  return {
    audioSeconds: samples.length / SAMPLE_RATE,
    file,
    samples: Buffer.from(integers.buffer).toString('base64'),
  };
}
