import type { Rhythm } from '../../contract/request.ts';
import type { Pause, Run, Script } from '../../contract/script.ts';
import { keepWhole, toSayings, toStretches, type Stretch } from '../script/stretches.ts';
import { splitSentences } from '../sentences/split-sentences.ts';
import { MAX_PAUSE_SECONDS } from './script-builder.ts';

/** Adds the pauses behind sentences, before the first word and behind the last to a script, which has those of blocks. */
export function addPauses(script: Script, { sentence = 0, start = 0, end = 0 }: Rhythm): Script {
  const items = sentence > 0 ? partSentences(script, sentence) : script.items;
  const first = items[0]?.source.start ?? 0;
  const last = items.at(-1)?.source.end ?? first;
  return { ...script, items: [...toPauses(start, first), ...items, ...toPauses(end, last)] };
}

function toPauses(seconds: number, at: number): Pause[] {
  const length = Math.min(seconds, MAX_PAUSE_SECONDS);
  return length > 0 ? [{ kind: 'pause', seconds: length, source: { start: at, end: at } }] : [];
}

function partSentences(script: Script, seconds: number): (Run | Pause)[] {
  return toStretches(script).flatMap((stretch) =>
    stretch.kind === 'pause' ? [stretch] : partStretch(stretch, seconds),
  );
}

/** Puts a pause between the sentences of a stretch. */
function partStretch(stretch: Stretch, seconds: number): (Run | Pause)[] {
  const items: (Run | Pause)[] = [];
  let index = 0;
  for (const { start, end } of keepWhole(
    splitSentences(stretch.text, stretch.language),
    toSayings(stretch),
  )) {
    const at = items.at(-1)?.source.end;
    if (at !== undefined) items.push(...toPauses(seconds, at));
    for (; ; index += 1) {
      const part = stretch.parts[index];
      if (part === undefined || part.start >= end) break;
      items.push(cutRun(part.run, Math.max(0, start - part.start), end - part.start));
      // The rest of it belongs to the next sentence.
      if (part.end > end) break;
    }
  }
  return items;
}

/** The part of a run between two offsets of its text. */
function cutRun(run: Run, from: number, to: number): Run {
  const text = run.text.slice(from, to);
  if (text.length === run.text.length) return run;
  const { start, end } = run.source;
  const isLiteral = run.saidBy === undefined && end - start === run.text.length;
  return {
    ...run,
    text,
    source: isLiteral ? { start: start + from, end: start + from + text.length } : run.source,
  };
}
