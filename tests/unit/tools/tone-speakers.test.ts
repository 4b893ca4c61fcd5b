import { beforeAll, describe, expect, it } from 'vitest';
import { resample } from '../../../src/audio/resample.ts';
import type { SpeakerWindow } from '../../../src/contract/speakers.ts';
import { SpeakerSession } from '../../../src/engines/speakers/speaker-session.ts';
import { toDot, toUnit } from '../../../src/listening/speakers/unit-vector.ts';
import { joinSamples } from '../../../src/std/join.ts';
import { speakerWeights } from '../../../tools/tone-listener/write-listener-mirror.ts';
import { ORT_URL } from '../../fixtures/tone-server.ts';
import { toVoiceTones } from '../../fixtures/tone-voices.ts';

const RATE = 16_000;
const never = new AbortController().signal;
const text = 'ðə fˈɛɹi lˈiːvz ˈɜːli ɪn ðə mˈɔːɹnɪŋ.';

let session: SpeakerSession;

beforeAll(async () => {
  const [segmentation, embedding] = Object.values(speakerWeights()).map((weights) => new Blob([weights]));
  const files = { segmentation: segmentation!, embedding: embedding! };
  session = await SpeakerSession.open({ ...files, threads: 1, ortUrl: ORT_URL }, never);
});

const say = (voice: number, phonemes = text): Float32Array<ArrayBuffer> =>
  resample(toVoiceTones(voice, phonemes), { from: 24_000, to: RATE });
const silence = (seconds: number): Float32Array<ArrayBuffer> => new Float32Array(seconds * RATE);

/** What the voice of a window's speaker is like, beside each of the three. */
async function nameVoices({ voices }: SpeakerWindow): Promise<readonly (number | null)[]> {
  const known: Float32Array[] = [];
  for (const voice of [0, 1, 2]) {
    const [alone] = (await session.hear(say(voice), never)).voices.filter((heard) => heard !== null);
    known.push(toUnit(alone!.embedding));
  }
  return voices.map((voice) => {
    if (voice === null) return null;
    const likenesses = known.map((vector) => toDot(vector, toUnit(voice.embedding)));
    expect(likenesses.filter((likeness) => likeness > 0.8)).toHaveLength(1);
    return likenesses.findIndex((likeness) => likeness > 0.8);
  });
}

describe('the tone speakers', () => {
  it('hear who speaks when, in frames of 17 ms', async () => {
    const first = say(0);
    const sound = joinSamples([silence(1), first, silence(1), say(1), silence(1)]);
    const { frames } = await session.hear(sound, never);
    expect(frames).toHaveLength(Math.floor((sound.length - 991) / 270) + 1);
    const perSecond = (frames.length / sound.length) * RATE;
    const at = (seconds: number): number => frames[Math.round(seconds * perSecond)]!;
    const end = 1 + first.length / RATE;
    expect([at(0.5), at(end + 0.5)]).toEqual([0, 0]);
    expect(at(1.5)).not.toBe(0);
    expect(at(end + 1.5)).not.toBe(0);
    expect(at(1.5)).not.toBe(at(end + 1.5));
  });

  it('number speakers from window to window as they like, and know their voices all the same', async () => {
    const one = await session.hear(joinSamples([say(0), say(1, 'hɛlˈoʊ ðɛɹ'), silence(2)]), never);
    const other = await session.hear(joinSamples([silence(2), say(0, 'hɛlˈoʊ ðɛɹ'), say(1)]), never);
    expect(await nameVoices(one)).toEqual([0, 1, null]);
    expect(await nameVoices(other)).toEqual([null, 1, 0]);
  });

  it('hear two at once, and do not take them for one voice', async () => {
    const [one, other] = [say(1), say(2)];
    const both = one.map((sample, index) => sample + (other[index] ?? 0));
    const sound = joinSamples([say(1), both, say(2), silence(0.5)]);
    const window = await session.hear(sound, never);
    expect([...new Set(window.frames)].sort((a, b) => a - b)).toEqual([0b000, 0b010, 0b100, 0b110]);
    expect(await nameVoices(window)).toEqual([null, 1, 2]);
  });

  it('hear nobody in silence, nor in a tenth of a second', async () => {
    const { frames, voices } = await session.hear(silence(3), never);
    expect([Math.max(...frames), voices]).toEqual([0, [null, null, null]]);
    expect((await session.hear(say(0).slice(0, RATE / 10), never)).voices).toEqual([null, null, null]);
  });

  it('stop when they are told to', async () => {
    const abort = new AbortController();
    const heard = session.hear(say(0), abort.signal);
    abort.abort();
    await expect(heard).rejects.toMatchObject({ name: 'AbortError' });
  });
});
