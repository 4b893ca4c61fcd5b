import type { Script } from './script.ts';
import { ScriptBuilder } from './script-builder.ts';

const tag = /\[(?:pause:\s?)?(\d{1,4}(?:\.\d{1,3})?)(m?)s\]/iy;
const respelled = /\[([^[\]\n]{1,200})\]\(\/([^/()\n]{1,200})\/\)/y;

/** Reads a text with the tags of Kokoro's servers: `[pause:1.5s]`, `[1s]` and `[word](/phonemes/)`. */
export function readTaggedText(source: string): Script {
  const builder = new ScriptBuilder(source);
  let start = 0;
  for (let at = source.indexOf('['); at >= 0; at = source.indexOf('[', at)) {
    const end = readTag(source, at, { builder, start });
    if (end === null) {
      at += 1;
      continue;
    }
    at = end;
    start = end;
  }
  builder.addSource(start, source.length);
  return builder.toScript();
}

/** Writes what stands before a tag and the tag itself; null where there is none. */
function readTag(
  source: string,
  at: number,
  { builder, start }: { builder: ScriptBuilder; start: number },
): number | null {
  tag.lastIndex = at;
  const pause = tag.exec(source);
  if (pause !== null) {
    builder.addSource(start, at);
    builder.pause(Number(pause[1]) / (pause[2] === '' ? 1 : 1000));
    return at + pause[0].length;
  }
  respelled.lastIndex = at;
  const word = respelled.exec(source);
  if (word === null) return null;
  const [whole, written = '', phonemes = ''] = word;
  builder.addSource(start, at);
  const from = builder.length;
  builder.addSource(at + 1, at + 1 + written.length);
  builder.say(from, { phonemes });
  return at + whole.length;
}
