import type { Manner, Pause, Run, Script, SourceRange } from '../../contract/script.ts';
import type { VoiceMix } from '../../contract/request.ts';
import type { Sentence, TextSlice } from '../sentences/slice.ts';

/** A run, and where it lies in the text of its stretch. */
export interface StretchPart extends TextSlice {
  readonly run: Run;
}

/** Runs that follow each other in one manner: a sentence may go on from one to the next. */
export interface Stretch extends Manner {
  readonly kind: 'stretch';
  /** The texts of the runs, joined. */
  readonly text: string;
  /** Never empty; together they cover the text. */
  readonly parts: readonly StretchPart[];
}

/** How a part of a stretch is said, where the script says so. */
export interface Saying extends TextSlice, Pick<Run, 'phonemes' | 'interpretAs'> {}

/** Joins the runs of a script that are spoken in the same manner. Runs without text are left out. */
export function toStretches({ items }: Script): (Stretch | Pause)[] {
  const stretches: (Stretch | Pause)[] = [];
  let open: Run[] = [];
  const close = (): void => {
    const [first] = open;
    if (first !== undefined) stretches.push(toStretch(first, open));
    open = [];
  };
  for (const item of items) {
    if (item.kind === 'pause') {
      close();
      stretches.push(item);
      continue;
    }
    if (item.text === '') continue;
    if (open[0] !== undefined && !isSameManner(open[0], item)) close();
    open.push(item);
  }
  close();
  return stretches;
}

/** Finds what the user wrote for a range of a stretch's text; empty where that was nothing. */
export function toSourceRange({ parts }: Stretch, { start, end }: TextSlice): SourceRange {
  let first: StretchPart | undefined;
  let last: StretchPart | undefined;
  for (let index = findPart(parts, start); index < parts.length; index += 1) {
    const part = parts[index];
    if (part === undefined || part.start >= end) break;
    if (part.end <= start || part.run.source.end === part.run.source.start) continue;
    first ??= part;
    last = part;
  }
  if (first === undefined || last === undefined) return { start: 0, end: 0 };
  return {
    start: isLiteral(first.run) ? toLiteral(first, Math.max(start, first.start)) : first.run.source.start,
    end: isLiteral(last.run) ? toLiteral(last, Math.min(end, last.end)) : last.run.source.end,
  };
}

/** Finds how far the user's text is spoken at an offset of a stretch's text. A run that is not literal counts at its end. */
export function toSpokenTo({ parts }: Stretch, offset: number): number {
  const part = parts[findPart(parts, Math.max(0, offset - 1))];
  if (part === undefined) return 0;
  if (offset >= part.end) return part.run.source.end;
  return isLiteral(part.run) ? toLiteral(part, offset) : part.run.source.start;
}

/** Finds the run whose source a range of the text stands for as a whole; undefined where it is taken literally. */
export function findWholeRun({ parts }: Stretch, { start, end }: TextSlice): Run | undefined {
  const part = parts[findPart(parts, start)];
  return part !== undefined && part.end >= end && !isLiteral(part.run) ? part.run : undefined;
}

/** Lists the parts of a stretch that the script says how to say. */
export function toSayings({ parts }: Stretch): Saying[] {
  const sayings: Saying[] = [];
  for (const { start, end, run } of parts) {
    const { phonemes, interpretAs } = run;
    if (phonemes !== undefined) sayings.push({ start, end, phonemes });
    else if (interpretAs !== undefined) sayings.push({ start, end, interpretAs });
  }
  return sayings;
}

/** Finds the sayings that lie in a slice, out of a list in order. */
export function findSayings(sayings: readonly Saying[], { start, end }: TextSlice): Saying[] {
  const found: Saying[] = [];
  for (let index = findPart(sayings, start); index < sayings.length; index += 1) {
    const saying = sayings[index];
    if (saying === undefined || saying.start >= end) break;
    if (saying.end > start) found.push(saying);
  }
  return found;
}

/** Joins sentences that part what is said as a whole. */
export function* keepWhole(
  sentences: Iterable<Sentence>,
  sayings: readonly Saying[],
): Generator<Sentence, void, undefined> {
  let open: Sentence | null = null;
  let next = 0;
  for (const sentence of sentences) {
    const current: Sentence = open === null ? sentence : { ...sentence, start: open.start };
    while ((sayings[next]?.end ?? Infinity) <= current.end) next += 1;
    const isCut = (sayings[next]?.start ?? Infinity) < current.end;
    open = isCut ? current : null;
    if (!isCut) yield current;
  }
  if (open !== null) yield open;
}

function toStretch(first: Run, runs: readonly Run[]): Stretch {
  const parts: StretchPart[] = [];
  let text = '';
  for (const run of runs) {
    parts.push({ start: text.length, end: text.length + run.text.length, run });
    text += run.text;
  }
  return { kind: 'stretch', text, parts, ...toManner(first) };
}

/** Takes the manner out of a run. */
export function toManner({ voice, language, speed, normalization, gain }: Manner): Manner {
  return {
    voice,
    language,
    speed,
    ...(normalization === undefined ? {} : { normalization }),
    ...(gain === undefined ? {} : { gain }),
  };
}

function isSameManner(one: Manner, other: Manner): boolean {
  const isSamePace = one.language === other.language && one.speed === other.speed && one.gain === other.gain;
  return isSamePace && one.normalization === other.normalization && isSameMix(one.voice, other.voice);
}

function isSameMix(one: VoiceMix, other: VoiceMix): boolean {
  if (one === other) return true;
  const isShared = one.every(({ id, weight }, index) => {
    const share = other[index];
    return share?.id === id && share.weight === weight;
  });
  return isShared && one.length === other.length;
}

/** The index of the first part that ends behind an offset, or of the last one. */
function findPart(parts: readonly TextSlice[], offset: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.end ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether each character of a run stands for the one at the same place of its source. */
export function isLiteral({ text, source, phonemes, saidBy }: Run): boolean {
  return phonemes === undefined && saidBy === undefined && source.end - source.start === text.length;
}

function toLiteral({ start, run }: StretchPart, offset: number): number {
  return run.source.start + offset - start;
}
