import { Parser } from 'htmlparser2';
import type { BlockKind, ScriptBuilder } from './script-builder.ts';
import { addWritten, type TagReader } from './tagged-text.ts';

const blocks = new Set('address article aside blockquote body br caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody tfoot thead title tr ul'.split(' ')); // prettier-ignore
const silent = new Set('audio button canvas datalist head iframe math noscript object script select style svg template textarea video'.split(' ')); // prettier-ignore
const cells = new Set(['td', 'th']);

const kinds: Readonly<Record<string, BlockKind>> = {
  br: 'line',
  caption: 'heading',
  dd: 'item',
  dt: 'item',
  hr: 'scene',
  li: 'item',
  option: 'item',
  title: 'heading',
  tr: 'item',
};

/** Reads HTML: the text of a page without scripts, styles and controls; an image says its alternative text. */
export function readHtml(builder: ScriptBuilder, tags: TagReader | null): void {
  let silentDepth = 0;
  let isFirstCell = true;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (silent.has(name)) silentDepth += 1;
        if (silentDepth > 0) return;
        const at = parser.startIndex;
        const alt = name === 'img' ? attributes['alt'] : undefined;
        if (blocks.has(name)) builder.endBlock(at, name === 'br' || name === 'hr' ? toKind(name) : 'line');
        if (name === 'tr') isFirstCell = true;
        if (cells.has(name)) {
          if (!isFirstCell) builder.addReplacement(', ', at, at);
          isFirstCell = false;
        }
        if (alt !== undefined) builder.addReplacement(alt, at, parser.endIndex + 1);
      },
      onclosetag: (name) => {
        if (silent.has(name)) silentDepth = Math.max(0, silentDepth - 1);
        else if (silentDepth === 0 && blocks.has(name)) builder.endBlock(parser.startIndex, toKind(name));
      },
      ontext: (text) => {
        if (silentDepth > 0) return;
        // A line break in HTML is a space.
        const value = text.replace(/[\r\n\t]/g, ' ');
        addWritten(builder, { value, start: parser.startIndex, end: parser.endIndex + 1 }, tags);
      },
    },
    { decodeEntities: true },
  );
  parser.end(builder.source);
}

function toKind(name: string): BlockKind {
  return /^h[1-6]$/u.test(name) ? 'heading' : (kinds[name] ?? 'paragraph');
}
