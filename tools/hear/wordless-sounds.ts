import { SAMPLE_RATE } from '../../src/contract/audio.ts';

const SECONDS = 12;
const COUNT = SECONDS * SAMPLE_RATE;

/** Sounds of twelve seconds at 24 kHz in which nobody says anything, by name. */
export const wordlessSounds: Readonly<Record<string, Float32Array<ArrayBuffer>>> = {
  silence: new Float32Array(COUNT),
  'white noise': make(() => 0.2 * random()),
  'faint noise': make(() => 0.002 * random()),
  'brown noise': brownNoise(),
  'a tone of 440 Hz': make((seconds) => 0.4 * wave(440, seconds)),
  'a tone that rises': make((seconds) => 0.4 * wave(100 + 80 * seconds, seconds)),
  'a hum of 50 Hz': make(
    (seconds) => 0.3 * (wave(50, seconds) + wave(100, seconds) / 2 + wave(150, seconds) / 3),
  ),
  clicks: make((seconds) => (seconds % 0.5 < 0.001 ? 0.8 : 0)),
  'loud clicks in noise': make((seconds) => (seconds % 0.37 < 0.004 ? 0.9 : 0.01) * random()),
  music: make(toMusic),
  'music with drums': make((seconds) => 0.7 * toMusic(seconds) + 0.3 * toDrum(seconds)),
};

function make(toSample: (seconds: number) => number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: COUNT }, (_, index) => toSample(index / SAMPLE_RATE));
}

function wave(hertz: number, seconds: number): number {
  return Math.sin(2 * Math.PI * hertz * seconds);
}

/** Plucked notes of a tune over a held chord, each with overtones. */
function toMusic(seconds: number): number {
  const tune = [0, 4, 7, 12, 7, 4, 5, 9, 12, 9, 5, 2];
  const note = 261.6 * 2 ** ((tune[Math.floor(seconds * 3) % tune.length] ?? 0) / 12);
  const decay = Math.exp(-4 * (seconds % (1 / 3)));
  const pluck = [1, 2, 3, 4].reduce((sum, overtone) => sum + wave(note * overtone, seconds) / overtone, 0);
  const chord = [130.8, 164.8, 196].reduce((sum, hertz) => sum + wave(hertz, seconds), 0);
  return 0.2 * pluck * decay + 0.06 * chord;
}

function toDrum(seconds: number): number {
  const beat = seconds % 0.5;
  return (
    wave(60, beat) * Math.exp(-12 * beat) + (beat > 0.25 ? 0.3 * random() * Math.exp(-30 * (beat - 0.25)) : 0)
  );
}

function brownNoise(): Float32Array<ArrayBuffer> {
  let level = 0;
  return make(() => {
    level = 0.995 * level + 0.02 * random();
    return level;
  });
}

/** From -1 to 1. */
function random(): number {
  return 2 * Math.random() - 1;
}
