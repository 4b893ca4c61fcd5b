import { median } from '../../src/benchmark/statistics.ts';
import type { Measured } from './report.ts';
import { toTable } from './to-table.ts';

/** Writes what the two sides heard and how long they took; nothing where it was not measured. */
export function toHearingPart({ hearing }: Pick<Measured, 'hearing'>): readonly string[] {
  if (hearing.length === 0) return [];
  const speedup = median(hearing.map(({ app, stock }) => stock.ms / app.ms));
  const toFactor = (ms: number, seconds: number): string => (ms / 1000 / seconds).toFixed(2);
  return [
    '## Writing speech down, beside transformers.js',
    `The built-in voice's paragraph, by Whisper base in q8, from an upload to the answer. Sotto is ${speedup.toFixed(2)} times as fast ` +
      '(median of the pairs). Seconds for each second of speech:',
    toTable(
      ['speech', 'Sotto', 'transformers.js', 'times faster'],
      hearing.map(({ audioSeconds, app, stock }) => [
        ...[`${audioSeconds.toFixed(1)} s`, toFactor(app.ms, audioSeconds), toFactor(stock.ms, audioSeconds)],
        (stock.ms / app.ms).toFixed(2),
      ]),
    ),
  ];
}
