import { BAND_COUNT, toFramePower, type Spectrum } from './spectrum.ts';

/** One segment's sound, ready to be looked at. */
export interface ProfiledSound {
  readonly tokenIds: readonly number[];
  /** Frames for each token; null where the model does not tell. */
  readonly durations: Int32Array | null;
  readonly spectrum: Spectrum;
}

/** What is read from a segment's sound. */
export interface Traits {
  /** Of the sounding frames, in decibels. */
  readonly level: number;
  /** By how much the share of the amplitude above 6 kHz is over what the tokens usually have, in the worst second. */
  readonly treble: number;
  /**
   * How much the sound's bands follow what its tokens usually sound like, in the second where they do so least: 1 is
   * wholly, 0 not at all. Null where too few of the tokens are known.
   */
  readonly likeness: number | null;
}

/** A second. */
const STRETCH_FRAMES = 40;
/** In decibels below the sounding frames' level; what is softer counts as silence. */
const SOFTEST = -50;
const TREBLE_BAND = BAND_COUNT - 1;

/** A token's frames so far: how many, and their mean level in each band, in decibels below the sound's. */
export type TokenRecord = readonly [tokenId: number, frameCount: number, levels: readonly number[]];

/** How each token usually sounds, learnt from right renderings. */
export class SoundProfile {
  readonly #tokens = new Map<number, { count: number; readonly sums: Float64Array }>();

  constructor(records: readonly TokenRecord[] = []) {
    for (const [tokenId, count, levels] of records) {
      this.#tokens.set(tokenId, { count, sums: Float64Array.from(levels, (level) => level * count) });
    }
  }

  /** Returns the profile as it is stored: for each token its id, its count and its means, to a tenth. */
  toRecords(): readonly TokenRecord[] {
    return [...this.#tokens].map(([tokenId, { count, sums }]) => [
      tokenId,
      count,
      Array.from(sums, (sum) => Math.round((10 * sum) / count) / 10),
    ]);
  }

  /** Takes over a right rendering. */
  learn(sound: ProfiledSound): void {
    const levels = toLevels(sound.spectrum);
    forEachFrame(sound, (tokenId, frame) => {
      const token = this.#tokens.get(tokenId) ?? { count: 0, sums: new Float64Array(BAND_COUNT) };
      this.#tokens.set(tokenId, token);
      token.count += 1;
      for (let band = 0; band < BAND_COUNT; band += 1) {
        token.sums[band] = (token.sums[band] ?? 0) + (levels[frame * BAND_COUNT + band] ?? 0);
      }
    });
  }

  /** Reads a rendering's traits. */
  read(sound: ProfiledSound): Traits {
    const heard = toLevels(sound.spectrum);
    const expected = this.#expect(sound);
    let treble = 0;
    let likeness: number | null = null;
    const { frameCount } = sound.spectrum;
    const length = Math.min(STRETCH_FRAMES, frameCount);
    for (let start = 0; start + length <= frameCount; start += Math.max(1, length >> 2)) {
      const pairs = toPairs(heard, expected, { start, end: start + length });
      // Half of the second must be known.
      if (pairs.length < (length * BAND_COUNT) / 2) continue;
      likeness = Math.min(likeness ?? 1, correlate(pairs));
      treble = Math.max(treble, toTreble(pairs, 0) - toTreble(pairs, 1));
    }
    return { level: 10 * Math.log10(toSoundingPower(sound.spectrum) + 1e-12), treble, likeness };
  }

  /** By frame: what its token usually sounds like. */
  #expect(sound: ProfiledSound): ReadonlyMap<number, readonly number[]> {
    const expected = new Map<number, readonly number[]>();
    forEachFrame(sound, (tokenId, frame) => {
      const token = this.#tokens.get(tokenId);
      if (token !== undefined)
        expected.set(
          frame,
          Array.from(token.sums, (sum) => sum / token.count),
        );
    });
    return expected;
  }
}

function forEachFrame(
  { tokenIds, durations, spectrum }: ProfiledSound,
  visit: (tokenId: number, frame: number) => void,
): void {
  if (durations === null) return;
  let frame = 0;
  tokenIds.forEach((tokenId, token) => {
    for (let left = durations[token] ?? 0; left > 0 && frame < spectrum.frameCount; left -= 1, frame += 1) {
      visit(tokenId, frame);
    }
  });
}

/** Each band of each frame in decibels relative to the sound's level, `[frameCount × BAND_COUNT]`. */
function toLevels(spectrum: Spectrum): Float32Array {
  const whole = toSoundingPower(spectrum) + 1e-12;
  return spectrum.power.map((power) => Math.max(SOFTEST, 10 * Math.log10(power / whole + 1e-12)));
}

/** The mean power of the frames within 30 dB of the loudest. */
function toSoundingPower(spectrum: Spectrum): number {
  const powers = Array.from({ length: spectrum.frameCount }, (_, frame) => toFramePower(spectrum, frame));
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  const sounding = powers.filter((power) => power >= loudest / 1000);
  return sounding.reduce((sum, power) => sum + power, 0) / Math.max(1, sounding.length);
}

/** A level that was heard in some band, and the one that is usual there. */
type Pair = readonly [heard: number, expected: number];

function toPairs(
  heard: Float32Array,
  expected: ReadonlyMap<number, readonly number[]>,
  { start, end }: { readonly start: number; readonly end: number },
): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let frame = start; frame < end; frame += 1) {
    expected.get(frame)?.forEach((level, band) => pairs.push([heard[frame * BAND_COUNT + band] ?? 0, level]));
  }
  return pairs;
}

/** The share of the amplitude in the highest band; silence has next to none. */
function toTreble(pairs: readonly Pair[], index: 0 | 1): number {
  let high = 0;
  let all = 10 ** (SOFTEST / 20);
  pairs.forEach((pair, i) => {
    const power = 10 ** (pair[index] / 10);
    all += power;
    if (i % BAND_COUNT === TREBLE_BAND) high += power;
  });
  return Math.sqrt(high / all);
}

/** Pearson's correlation. */
function correlate(pairs: readonly Pair[]): number {
  const meanOf = (index: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[index], 0) / pairs.length;
  const [meanHeard, meanExpected] = [meanOf(0), meanOf(1)];
  let product = 0;
  let heard = 1e-9;
  let known = 1e-9;
  for (const [a, b] of pairs) {
    product += (a - meanHeard) * (b - meanExpected);
    heard += (a - meanHeard) ** 2;
    known += (b - meanExpected) ** 2;
  }
  return product / Math.sqrt(heard * known);
}
