import { isRecord } from '../../../page/setting-values.ts';
import { emptySubtitles, type Recording, type SubtitleRow, type SubtitlesState } from './subtitles-model.ts';

/** Raised when what is kept changes its form; what has another one is not read. */
const VERSION = 1;

/** Writes the lines of a recording down, for a later visit; null where there are none. */
export function toKeptSubtitles(state: SubtitlesState): string | null {
  const { recording, rows, other, replaced } = state;
  const isEmpty = rows.length === 0 && other === null && replaced === null;
  return recording === null || isEmpty ? null : JSON.stringify({ version: VERSION, ...toPlain(state) });
}

function toPlain({ file: _file, problem: _problem, ...state }: SubtitlesState): object {
  const { phase, other, replaced } = state;
  return {
    ...state,
    // Nothing is heard any more when this is read.
    phase: phase === 'done' ? 'done' : 'stopped',
    other: other === null ? null : toPlain(other),
    replaced: replaced === null ? null : toPlain(replaced),
  };
}

/** Reads what `toKeptSubtitles` wrote; null for anything else. */
export function parseKeptSubtitles(text: string | null): SubtitlesState | null {
  try {
    const kept: unknown = JSON.parse(text ?? 'null');
    return isRecord(kept) && kept['version'] === VERSION ? parseState(kept) : null;
  } catch {
    return null;
  }
}

function parseState(kept: unknown): SubtitlesState | null {
  if (!isRecord(kept)) return null;
  const { phase, task, heardSeconds, language, rows, isEdited } = kept;
  const recording = parseRecording(kept['recording']);
  if (recording === null || !Array.isArray(rows) || !rows.every(isRow)) return null;
  return {
    ...emptySubtitles,
    recording,
    phase: phase === 'done' ? 'done' : 'stopped',
    task: task === 'translate' ? 'translate' : 'transcribe',
    heardSeconds: typeof heardSeconds === 'number' ? heardSeconds : 0,
    language: typeof language === 'string' ? language : null,
    rows,
    isEdited: isEdited === true,
    other: parseState(kept['other']),
    replaced: parseState(kept['replaced']),
  };
}

function parseRecording(kept: unknown): Recording | null {
  if (!isRecord(kept)) return null;
  const { name, bytes, modifiedAt } = kept;
  const isWhole = typeof name === 'string' && typeof bytes === 'number' && typeof modifiedAt === 'number';
  return isWhole ? { name, bytes, modifiedAt } : null;
}

function isRow(kept: unknown): kept is SubtitleRow {
  if (!isRecord(kept)) return false;
  const { start, end, text, guess, speaker } = kept;
  return (
    [start, end].every((seconds) => typeof seconds === 'number') &&
    typeof text === 'string' &&
    [guess, speaker].every((words) => words === null || typeof words === 'string')
  );
}
