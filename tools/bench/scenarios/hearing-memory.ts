import { createCodecRegistry } from '../../../src/audio/encode/codec-registry.ts';
import { median } from '../../../src/benchmark/statistics.ts';
import { SAMPLE_RATE } from '../../../src/contract/audio.ts';
import { joinBytes } from '../../../src/std/join.ts';
import { readCodecBinary } from '../../codecs/codec-binaries.ts';
import type { HearingMemory } from '../hearing-report.ts';
import type { AppSide } from '../sides.ts';

const MINUTES = 20;
/** Until here buffers and caches still fill. */
const SETTLED_SECONDS = 300;
const SAMPLE_MS = 1000;

/**
 * Has the app write down a sound of twenty minutes, and watches how much memory its page holds; null where the browser
 * does not report it.
 */
export async function measureHearingMemory(
  side: AppSide,
  speech: Float32Array<ArrayBuffer>,
): Promise<HearingMemory | null> {
  if ((await side.memory()) === null) return null;
  const base64 = Buffer.from(await encodeMinutes(speech)).toString('base64');
  const resident: number[] = [];
  const controller = new AbortController();
  const watching = watch(side, resident, controller.signal);
  await side.app.hear({ base64, name: 'speech.mp3' }).finally(() => controller.abort());
  await watching;
  // Every minute is the same, so the sound is heard at an even pace.
  const samples = resident.map((residentBytes, index) => ({
    heardSeconds: (60 * MINUTES * (index + 1)) / resident.length,
    residentBytes,
  }));
  const settled = samples.filter(({ heardSeconds }) => heardSeconds >= SETTLED_SECONDS);
  const bytesPerHour = 3600 * toSlope(settled);
  const residentBytes = median(settled.map((sample) => sample.residentBytes));
  console.log(
    `  ${MINUTES} minutes: ${toMegabytes(residentBytes)} MB, ${toMegabytes(bytesPerHour)} MB more for each hour`,
  );
  return { minutes: MINUTES, samples, residentBytes, bytesPerHour };
}

const toMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

async function watch(side: AppSide, resident: number[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const now = await side.memory();
    if (now !== null) resident.push(now.residentBytes);
    await new Promise((resolve) => {
      setTimeout(resolve, SAMPLE_MS);
    });
  }
}

/** The slope of the straight line that lies nearest to the samples, in bytes for each second of sound. */
function toSlope(samples: HearingMemory['samples']): number {
  const toMean = (toValue: (sample: HearingMemory['samples'][number]) => number): number =>
    samples.reduce((sum, sample) => sum + toValue(sample), 0) / samples.length;
  const seconds = toMean(({ heardSeconds }) => heardSeconds);
  const bytes = toMean(({ residentBytes }) => residentBytes);
  const product = toMean((sample) => (sample.heardSeconds - seconds) * (sample.residentBytes - bytes));
  return product / toMean(({ heardSeconds }) => (heardSeconds - seconds) ** 2);
}

/** An MP3 that says the same each minute. */
async function encodeMinutes(speech: Float32Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const codec = await createCodecRegistry({ loadBinary: readCodecBinary }).load('mp3');
  const minute = new Float32Array(60 * SAMPLE_RATE);
  minute.set(speech.subarray(0, minute.length));
  const sound = (async function* () {
    for (let index = 0; index < MINUTES; index += 1) yield await Promise.resolve(minute);
  })();
  const parts: Uint8Array[] = [];
  const { signal } = new AbortController();
  for await (const part of codec.encode(sound, { layout: 'complete', sampleRate: SAMPLE_RATE, signal }))
    parts.push(part);
  return joinBytes(parts);
}
