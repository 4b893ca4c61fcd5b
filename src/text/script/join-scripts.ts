import type { Pause, Run, Script } from '../../contract/script.ts';
import { toManner } from './stretches.ts';

interface JoinOptions {
  /** What parts the sources of the scripts from each other. */
  readonly joint: string;
  /** Silence between the scripts, in seconds. */
  readonly pauseSeconds: number;
}

/** Joins scripts that are spoken one after the other; their sources become one text. */
export function joinScripts(scripts: readonly Script[], { joint, pauseSeconds }: JoinOptions): Script {
  const items: (Run | Pause)[] = [];
  let source = '';
  for (const [index, script] of scripts.entries()) {
    if (index > 0) {
      source += joint;
      const place = { start: source.length, end: source.length };
      if (pauseSeconds > 0) items.push({ kind: 'pause', seconds: pauseSeconds, source: place });
      // Turns in the same voice are parted as lines are.
      else items.push(...toLineEnd(items.at(-1), place.start));
    }
    const offset = source.length;
    items.push(...moveItems(script.items, offset));
    source += script.source;
  }
  return { source, items, warnings: scripts.flatMap(({ warnings }) => warnings) };
}

/** Moves items to where their source lies in a longer one. */
export function moveItems(items: readonly (Run | Pause)[], offset: number): (Run | Pause)[] {
  return items.map((item) => ({
    ...item,
    source: { start: item.source.start + offset, end: item.source.end + offset },
  }));
}

/** Gives what ends a line behind a run; nothing behind a pause. */
export function toLineEnd(last: Run | Pause | undefined, at: number): Run[] {
  if (last?.kind !== 'run') return [];
  return [{ kind: 'run', text: '\n\n', source: { start: at, end: at }, ...toManner(last) }];
}
