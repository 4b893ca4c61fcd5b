import type { Pause, Run, Script } from '../../contract/script.ts';
import { isLiteral } from './stretches.ts';

/** Leaves out of a script what was spoken already: all that the user wrote before an offset. */
export function skipSpoken(script: Script, from: number): Script {
  if (from <= 0) return script;
  return { ...script, items: script.items.flatMap((item) => skip(item, from)) };
}

function skip(item: Run | Pause, from: number): (Run | Pause)[] {
  const { start, end } = item.source;
  if (end <= from) return [];
  const isCut = item.kind === 'run' && start < from && isLiteral(item);
  return [isCut ? { ...item, text: item.text.slice(from - start), source: { start: from, end } } : item];
}
