/** The two rates that `resample` goes between, in samples a second. */
export interface ResampleRates {
  readonly from: number;
  readonly to: number;
}

/** A bank of windowed-sinc filters, one for each position that an output sample may take between two input samples. */
export interface FilterBank {
  readonly phaseCount: number;
  /** Input samples to move on per output sample, in phases. */
  readonly step: number;
  readonly tapCount: number;
  /** `phaseCount` rows of `tapCount` weights. */
  readonly taps: Float32Array;
}

// Zero crossings of the sinc on either side, and the Kaiser window's shape: what is kept is true to 90 dB, and the edge of
// the band takes up its last sixth.
const zeroCrossings = 32;
const kaiserBeta = 9;
const passBand = 0.94;

/** Weights of one bank, at most. Where the exact ratio needs more, a near one is used: a file may claim any rate. */
const MAX_TAPS = 2 ** 18;
/** How many are kept; the one that was used last goes last. */
const MAX_BANKS = 4;
const banks = new Map<string, FilterBank>();

/**
 * Converts mono samples from one rate to another with a band-limited polyphase filter; the output lasts as long as the
 * input, rounded to a sample, and is not delayed. What lies beyond the ends counts as silence.
 */
export function resample(samples: Float32Array, rates: ResampleRates): Float32Array<ArrayBuffer> {
  if (rates.from === rates.to) return Float32Array.from(samples);
  const { phaseCount, step, tapCount, taps } = toFilterBank(rates);
  const output = new Float32Array(Math.round((samples.length * rates.to) / rates.from));
  const before = tapCount / 2 - 1;
  for (let index = 0; index < output.length; index += 1) {
    const position = index * step;
    const phase = position % phaseCount;
    const start = (position - phase) / phaseCount - before;
    const first = Math.max(0, -start);
    const end = Math.min(tapCount, samples.length - start);
    let sum = 0;
    for (let tap = first; tap < end; tap += 1) {
      sum += (samples[start + tap] ?? 0) * (taps[phase * tapCount + tap] ?? 0);
    }
    output[index] = sum;
  }
  return output;
}

/** Returns the filters between two rates, computed unless they were used shortly before. */
export function toFilterBank(rates: ResampleRates): FilterBank {
  const key = `${rates.from}:${rates.to}`;
  const bank = banks.get(key) ?? createFilterBank(rates);
  banks.delete(key);
  banks.set(key, bank);
  const [oldest] = banks.keys();
  if (banks.size > MAX_BANKS && oldest !== undefined) banks.delete(oldest);
  return bank;
}

function createFilterBank({ from, to }: ResampleRates): FilterBank {
  // Going down, the lower rate's half is what must not alias.
  const cutoff = passBand * Math.min(1, to / from);
  const halfWidth = Math.ceil(zeroCrossings / cutoff);
  const tapCount = 2 * halfWidth;
  const { step, phaseCount } = toRatio(from, to, MAX_TAPS / tapCount);
  const taps = new Float32Array(phaseCount * tapCount);
  for (let phase = 0; phase < phaseCount; phase += 1) {
    const row = taps.subarray(phase * tapCount, (phase + 1) * tapCount);
    for (let tap = 0; tap < tapCount; tap += 1) {
      const distance = tap - (halfWidth - 1) - phase / phaseCount;
      row[tap] = cutoff * toSinc(cutoff * distance) * toKaiser(distance / halfWidth);
    }
    // A constant must stay the same constant in every phase, or it would hum.
    const gain = row.reduce((sum, weight) => sum + weight, 0);
    for (let tap = 0; tap < tapCount; tap += 1) row[tap] = (row[tap] ?? 0) / gain;
  }
  return { phaseCount, step, tapCount, taps };
}

/** Finds the fraction nearest to `from / to`, by continued fractions, whose lower part is no greater than `limit`. */
function toRatio(from: number, to: number, limit: number): Pick<FilterBank, 'step' | 'phaseCount'> {
  let [before, last] = [
    { step: 0, phaseCount: 1 },
    { step: 1, phaseCount: 0 },
  ];
  for (let [whole, part] = [from, to]; part > 0;) {
    const times = Math.floor(whole / part);
    const next = {
      step: times * last.step + before.step,
      phaseCount: times * last.phaseCount + before.phaseCount,
    };
    if (next.phaseCount > limit) break;
    [before, last] = [last, next];
    [whole, part] = [part, whole - times * part];
  }
  return last;
}

function toSinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The Kaiser window over [-1, 1]. */
function toKaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : toBessel(kaiserBeta * Math.sqrt(1 - x * x)) / toBessel(kaiserBeta);
}

/** The modified Bessel function of the first kind, order zero, by its power series. */
function toBessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let order = 1; term > sum * 1e-12; order += 1) {
    term *= (x / (2 * order)) ** 2;
    sum += term;
  }
  return sum;
}
