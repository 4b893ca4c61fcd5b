import { describe, expect, it } from 'vitest';
import { clusterVoices } from '../../../../src/listening/speakers/cluster-voices.ts';
import type { LocalVoice } from '../../../../src/contract/speakers.ts';
import { toUnit } from '../../../../src/listening/speakers/unit-vector.ts';
import { createRandom, type Random } from '../../../contract/support/random.ts';

const SIZE = 256;
const free = { min: 1, max: Infinity };
const { signal } = new AbortController();

/** A direction drawn by chance; two of them are nearly at right angles. */
const draw = (random: Random): Float32Array<ArrayBuffer> =>
  toUnit(Float32Array.from({ length: SIZE }, () => random.next() + random.next() - 1));

/** A voice that is like another one: noise of half its length is added. */
function vary(voice: Float32Array, random: Random, aloneSeconds = 3): LocalVoice {
  const noise = draw(random);
  return {
    aloneSeconds,
    embedding: voice.map((value, index) => 3 * value + 1.5 * noise[index]!),
  };
}

/** So many voices of each person, in an order drawn by chance, and whose each is. */
function meet(counts: readonly number[], random: Random): { voices: LocalVoice[]; truth: number[] } {
  const people = counts.map(() => draw(random));
  const truth = counts.flatMap((count, person) => new Array<number>(count).fill(person));
  const shuffled = truth.map((person) => ({ person, key: random.next() })).sort((a, b) => a.key - b.key);
  const voices = shuffled.map(({ person }) => vary(people[person]!, random));
  return { voices, truth: shuffled.map(({ person }) => person) };
}

/** Numbers groups in the order in which they come, so that two groupings can be compared. */
function toGroups(values: readonly number[]): readonly number[] {
  const seen = [...new Set(values)];
  return values.map((value) => seen.indexOf(value));
}

describe('voices of many windows', () => {
  it.each([[[1]], [[8]], [[4, 4]], [[20, 3, 9]], [[2, 2, 2, 2, 2, 2]], [[60, 60, 60, 60]]])(
    'of people with %j windows each are told apart',
    async (counts) => {
      const { voices, truth } = meet(counts, createRandom(counts.length + counts[0]!));
      const { people, assigned } = await clusterVoices(voices, free, signal);
      expect(people).toHaveLength(counts.length);
      expect(toGroups(assigned)).toEqual(toGroups(truth));
    },
  );

  it('are grouped alike, whatever length they have', async () => {
    const { voices, truth } = meet([5, 5], createRandom(3));
    const scaled = voices.map(({ embedding }, index) => ({
      aloneSeconds: 3,
      embedding: embedding.map((value) => value * (index + 1)),
    }));
    expect(toGroups((await clusterVoices(scaled, free, signal)).assigned)).toEqual(toGroups(truth));
  });

  it('of more people than are allowed are joined to those they are most like', async () => {
    const { voices } = meet([6, 6, 6], createRandom(4));
    expect((await clusterVoices(voices, { min: 1, max: 2 }, signal)).people).toHaveLength(2);
  });

  it('are split where there must be more people', async () => {
    const { voices } = meet([12], createRandom(5));
    expect((await clusterVoices(voices, { min: 3, max: 8 }, signal)).people).toHaveLength(3);
    expect((await clusterVoices(voices.slice(0, 2), { min: 5, max: 8 }, signal)).people).toHaveLength(2);
  });

  it('that are heard for less than a second make no person, but belong to one', async () => {
    const random = createRandom(6);
    const [one, other] = [draw(random), draw(random)];
    const long = [vary(one, random), vary(other, random), vary(one, random), vary(other, random)];
    const short = [vary(other, random, 0.4), vary(draw(random), random, 0.3)];
    const { people, assigned } = await clusterVoices([...long, ...short], free, signal);
    expect(people).toHaveLength(2);
    expect(assigned[4]).toBe(assigned[1]);
    const alone = await clusterVoices(short, free, signal);
    expect(alone.people).toHaveLength(2);
  });

  it('that come once among many make no person', async () => {
    const random = createRandom(7);
    const { voices } = meet([15, 15], random);
    const { people } = await clusterVoices([...voices, vary(draw(random), random)], free, signal);
    expect(people).toHaveLength(2);
  });

  it('of an hour are told apart, and an abort ends the work', async () => {
    const random = createRandom(8);
    const { voices, truth } = meet([500, 300, 100], random);
    const { assigned } = await clusterVoices(voices, free, signal);
    expect(toGroups(assigned)).toEqual(toGroups(truth));
    const abort = new AbortController();
    const cut = clusterVoices(voices, free, abort.signal);
    abort.abort();
    await expect(cut).rejects.toMatchObject({ name: 'AbortError' });
  }, 120_000);
});
