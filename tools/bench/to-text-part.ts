import { toRealTimeFactor } from '../../src/benchmark/heard-speech.ts';
import { median } from '../../src/benchmark/statistics.ts';
import type { Measured, SpokenText } from './report.ts';
import { toTable } from '../to-table.ts';

/** The median real-time factor of one text's rounds. */
export function toTextFactor({ rounds }: SpokenText): number {
  return median(rounds.map(toRealTimeFactor));
}

/** The median time to first sound of one text's rounds, in seconds. */
export function toTextFirstSound({ rounds }: SpokenText): number {
  return median(rounds.map(({ firstSoundMs }) => firstSoundMs)) / 1000;
}

/** Names an engine in a few words. */
export function toEngineWords(engine: Pick<SpokenText, 'device' | 'dtype' | 'threads'>): string {
  const { device, dtype, threads } = engine;
  return device === 'webgpu' ? `WebGPU, ${dtype}` : `${dtype}, ${threads} thread${threads === 1 ? '' : 's'}`;
}

/** The part of the document that has a row for each text of each side. */
export function toTextPart({ texts }: Measured): readonly string[] {
  if (texts.length === 0) return [];
  const head = ['side', 'engine', 'text', 'first sound', 'seconds for a second', 'sound', 'gaps'];
  return ['## Every text', toTable(head, texts.map(toTextRow))];
}

function toTextRow(spoken: SpokenText): readonly string[] {
  return [
    spoken.side,
    toEngineWords(spoken),
    spoken.text,
    `${toTextFirstSound(spoken).toFixed(2)} s`,
    toTextFactor(spoken).toFixed(2),
    `${median(spoken.rounds.map((round) => round.audioSeconds)).toFixed(1)} s`,
    toGap(median(spoken.rounds.map((round) => round.stallSeconds))),
  ];
}

/** Writes the silence between sounds that a listener had to wait for. */
export function toGap(seconds: number): string {
  return seconds < 0.01 ? 'none' : `${seconds.toFixed(2)} s`;
}
