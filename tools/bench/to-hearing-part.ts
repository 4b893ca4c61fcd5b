import type { HearingMemory, HearingPair } from './hearing-report.ts';
import type { Measured } from './report.ts';
import { toTable } from '../to-table.ts';

/** Writes what the two sides heard and how long they took; nothing where it was not measured. */
export function toHearingPart({
  hearing,
  hearingMemory,
}: Pick<Measured, 'hearing' | 'hearingMemory'>): readonly string[] {
  if (hearing.length === 0) return [];
  const threads = hearing[0]?.threads ?? 1;
  return [
    '## Writing speech down, beside transformers.js',
    `The built-in voice's texts, by Whisper base in q8 with ${threads} thread(s), from an upload to the answer. Seconds for ` +
      'each second of speech, and how much less the processors have to work:',
    toTable(
      ['speech', 'Sotto', 'transformers.js', 'times faster', 'times less work'],
      hearing.map((pair) => [
        `${pair.audioSeconds.toFixed(1)} s`,
        toFactor(pair.app.ms, pair.audioSeconds),
        toFactor(pair.stock.ms, pair.audioSeconds),
        toSpeedup(pair).toFixed(2),
        toWorkRatio(pair),
      ]),
    ),
    ...(hearingMemory === null ? [] : [toMemoryWords(hearingMemory)]),
  ];
}

const toSpeedup = ({ app, stock }: HearingPair): number => stock.ms / app.ms;

const toFactor = (ms: number, seconds: number): string => (ms / 1000 / seconds).toFixed(2);

function toWorkRatio({ app, stock }: HearingPair): string {
  if (app.processorMs === null || stock.processorMs === null) return '';
  return (stock.processorMs / app.processorMs).toFixed(2);
}

function toMemoryWords({ minutes, residentBytes, bytesPerHour }: HearingMemory): string {
  const toMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  return (
    `While ${minutes} minutes are written down the page holds ${toMegabytes(residentBytes)} after the fifth minute, and ` +
    `${toMegabytes(bytesPerHour)} more for each hour (a straight line through a sample a second).`
  );
}
