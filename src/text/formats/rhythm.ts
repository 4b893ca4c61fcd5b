import type { Rhythm } from '../../contract/request.ts';
import type { Pause, Run, Script } from '../../contract/script.ts';
import { RunCutter } from '../script/run-cutter.ts';
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
  const runs = new RunCutter(stretch);
  for (const { end } of keepWhole(splitSentences(stretch.text, stretch.language), toSayings(stretch))) {
    const at = items.at(-1)?.source.end;
    if (at !== undefined) items.push(...toPauses(seconds, at));
    items.push(...runs.take(end));
  }
  return items;
}
