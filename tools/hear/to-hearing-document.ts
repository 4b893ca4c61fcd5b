import { toTable } from '../to-table.ts';
import type { Voice } from '../../src/contract/voices.ts';
import type { VoiceRow } from './voice-row.ts';
import { toPercent, toWordErrorRate } from './word-error.ts';

/** Everything that the document shows. */
export interface Listening {
  /** The date, the model, what computes the generator, and the machine, as one sentence. */
  readonly measured: string;
  readonly rows: readonly VoiceRow[];
  /** The voices that could not speak, each with the reason. */
  readonly silent: readonly { readonly voice: Voice; readonly reason: string }[];
}

/** Writes the document as Markdown. */
export function toHearingDocument({ measured, rows, silent }: Listening): string {
  const languages = [...new Set(rows.map(({ voice }) => voice.language))];
  const ofLanguage = (language: string): readonly VoiceRow[] =>
    rows.filter(({ voice }) => voice.language === language);
  return `${[
    '# Hearing',
    '`npm run hear` made this: each voice says two sentences of its language through the app’s API, the same page writes down what it ' +
      'said with Whisper base (q8), and the words are compared: characters in Japanese and Mandarin. A word error of a single short text is a hint, not a grade: Whisper base itself errs, most ' +
      'in Hindi and in names. The real-time factor is the time from the request to the last byte for each second of sound.',
    measured,
    '## Languages',
    toTable(
      ['language', 'voices', 'word error', 'worst voice'],
      languages.map((language) => {
        const own = ofLanguage(language);
        const worst = own.toSorted((a, b) => toRate(b) - toRate(a))[0];
        return [
          ...[language, String(own.length), toPercent(toWordErrorRate(own.map(({ errors }) => errors)))],
          worst === undefined ? '' : `${worst.voice.id}, ${toPercent(toRate(worst))}`,
        ];
      }),
    ),
    '## Voices',
    toTable(
      ['voice', 'language', 'word error', 'real-time factor', 'sound', 'pitch', 'loudness', 'heard'],
      rows.map(toRow),
    ),
    ...(silent.length === 0
      ? []
      : [
          '## Voices that do not speak',
          toTable(
            ['voice', 'language', 'why'],
            silent.map(({ voice, reason }) => [voice.id, voice.language, toCell(reason)]),
          ),
        ]),
  ].join('\n\n')}\n`;
}

function toRow(row: VoiceRow): readonly string[] {
  const { voice, heard, realTimeFactor, audioSeconds, pitchHz, lufs } = row;
  return [
    ...[voice.id, voice.language, toPercent(toRate(row)), realTimeFactor.toFixed(2)],
    ...[`${audioSeconds.toFixed(1)} s`, `${pitchHz.map((pitch) => pitch.toFixed(0)).join('–')} Hz`],
    ...[lufs === null ? 'too quiet' : `${lufs.toFixed(1)} LUFS`, toCell(heard)],
  ];
}

function toRate({ errors }: VoiceRow): number {
  return toWordErrorRate([errors]);
}

function toCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
