import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOrtSession } from '../../../../../src/engines/kokoro/session/ort-session.ts';
import type { KokoroSession } from '../../../../../src/engines/kokoro/session/session.ts';
import { STYLE_LENGTH } from '../../../../../src/engines/kokoro/session/voice-pack.ts';
import { hasRepeat } from '../../../../../src/engines/kokoro/trust/find-repeat.ts';
import { SegmentCheck, type SegmentSound } from '../../../../../src/engines/kokoro/trust/segment-check.ts';
import { toTokenIds } from '../../../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import type { VoiceMix } from '../../../../../src/contract/request.ts';
import { buildToneModel } from '../../../../../tools/tone-model.ts';
import { isFullRun } from '../../../../fixtures/full-run.ts';
import { utterances } from '../../../../fixtures/node-engine.ts';
import { spoils } from '../../../../fixtures/session-faults.ts';
import { createShapeModel } from '../../../../fixtures/shape-variants.ts';
import { toTones } from '../../../../fixtures/tone.ts';
import { ORT_URL } from '../../../../fixtures/tone-server.ts';

const { signal } = new AbortController();
const heart: VoiceMix = [{ id: 'af_heart', weight: 1 }];
const michael: VoiceMix = [{ id: 'am_michael', weight: 1 }];

const texts = [
  'hˈAi wˈɜɹld, ðɪs ɪz ɐ tˈɛst ʌv ðə sˈɪstəm ænd ɪt ɡˌOz ˌɔn fɔɹ ə wˈIl.',
  'nˈO wˌʌn nˈu, bˌʌt ˈɛvɹɪwˌʌn ɡˈɛst; ænd sˌO ðə stˈɔɹi ˈɛndəd wɪð ə lˈɔŋ ænd hˈæpi sˈIlᵊns.',
].map(toTokenIds);

const everyRendering = texts.flatMap((tokenIds) =>
  [heart, michael].flatMap((voice) => [1, 0.7, 1.5].map((speed) => ({ tokenIds, voice, speed }))),
);
/** Both texts, both voices and all speeds, in some pairs or in all. */
const renderings = isFullRun ? everyRendering : [0, 2, 9, 10].map((index) => everyRendering[index]!);

async function readStyles(voice: VoiceMix): Promise<Float32Array<ArrayBuffer>> {
  const path = `../../../../../node_modules/kokoro-js/voices/${voice[0].id}.bin`;
  return new Float32Array(new Uint8Array(await readFile(join(import.meta.dirname, path))).buffer);
}

describe.each([
  ['tone', buildToneModel()],
  ['shape', createShapeModel()],
])('segments of the %s model', (_, model) => {
  let session: KokoroSession;
  /** Right renderings of other texts, in two voices and at three speeds. */
  const right: { sound: SegmentSound; voice: VoiceMix }[] = [];
  const check = new SegmentCheck();

  async function render(tokenIds: readonly number[], voice: VoiceMix, speed = 1): Promise<SegmentSound> {
    const at = (tokenIds.length - 2) * STYLE_LENGTH;
    const style = (await readStyles(voice)).slice(at, at + STYLE_LENGTH);
    return { tokenIds, ...(await session.run({ tokenIds, style, speed })) };
  }

  beforeAll(async () => {
    session = await createOrtSession(
      { model: new Blob([model]), device: 'wasm', threads: 1, ortUrl: ORT_URL },
      signal,
    );
    for (const tokenIds of [utterances.long, utterances.short])
      check.learn(await render(tokenIds, heart), heart);
    for (const { tokenIds, voice, speed } of renderings)
      right.push({ sound: await render(tokenIds, voice, speed), voice });
  }, 180_000);

  it('that are right pass, in other voices and at other speeds too', () => {
    expect(right.map(({ sound, voice }) => check.findFault(sound, voice))).toEqual(right.map(() => null));
  });

  it('pass as well after what was learnt was stored', () => {
    const stored = JSON.stringify(check.toRecord());
    expect(stored.length).toBeLessThan(6_000);
    const recalled = new SegmentCheck(JSON.parse(stored) as ReturnType<SegmentCheck['toRecord']>);
    expect(right.map(({ sound, voice }) => recalled.findFault(sound, voice))).toEqual(right.map(() => null));
  });

  it.each(Object.entries(spoils))('with %s never pass', (__, spoil) => {
    for (const { sound, voice } of right) {
      const { samples, durations, tokenIds } = sound;
      const spoilt = spoil({
        samples: new Float32Array(samples),
        durations: durations === null ? null : new Int32Array(durations),
      });
      expect(check.findFault({ tokenIds, ...spoilt }, voice)).not.toBeNull();
    }
  });
});

describe('a check', () => {
  const tokenIds = [0, 50, 83, 54, 57, 60, 70, 47, 62, 56, 68, 44, 0];
  const durations = new Int32Array(tokenIds.length).fill(4);
  const loud = { tokenIds, durations, samples: toTones(tokenIds, 4, 0.4) };
  const soft = { tokenIds, durations, samples: toTones(tokenIds, 4, 0.04) };

  it('knows nothing before it has learnt, but what no sound is', () => {
    expect(new SegmentCheck().findFault(loud, heart)).toBeNull();
    expect(new SegmentCheck().findFault({ ...loud, samples: new Float32Array() }, heart)).not.toBeNull();
    expect(
      new SegmentCheck().findFault({ ...loud, samples: loud.samples.subarray(600) }, heart),
    ).not.toBeNull();
  });

  it('learns an unusual voice, for that voice alone', () => {
    const check = new SegmentCheck();
    check.learn(loud, heart);
    expect(check.findFault(soft, michael)).toBe('it was far too soft');
    check.learn(soft, michael);
    expect(check.findFault(soft, michael)).toBeNull();
    expect(check.findFault(soft, heart)).toBe('it was far too soft');
  });

  it('does not learn that silence is right', () => {
    const check = new SegmentCheck();
    check.learn(loud, heart);
    const silent = { ...loud, samples: new Float32Array(loud.samples.length) };
    check.learn(silent, heart);
    expect(check.findFault(silent, heart)).toBe('it was far too soft');
  });
});

describe('a sound that comes again', () => {
  const words = [50, 83, 54, 57, 60, 70, 47, 62, 56, 68, 44, 43];
  const say = (tokenIds: readonly number[]): { samples: Float32Array; durations: Int32Array } => ({
    samples: toTones(tokenIds),
    durations: new Int32Array(tokenIds.length).fill(2),
  });

  it('is right where the text comes again, and wrong where it does not', () => {
    const twice = [0, ...words, ...words, 0];
    expect(hasRepeat({ tokenIds: twice, ...say(twice) })).toBe(false);
    const other = [0, ...words, ...words.map((id) => id + 40), 0];
    expect(hasRepeat({ tokenIds: other, ...say(other) })).toBe(false);
    expect(hasRepeat({ tokenIds: other, ...say(twice) })).toBe(true);
  });
});
