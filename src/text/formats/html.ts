import { Parser } from 'htmlparser2';
import type { Script } from './script.ts';
import { ScriptBuilder } from './script-builder.ts';

const blocks = new Set('address article aside blockquote body br caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody tfoot thead title tr ul'.split(' ')); // prettier-ignore
const silent = new Set('audio button canvas datalist head iframe math noscript object script select style svg template textarea video'.split(' ')); // prettier-ignore
const cells = new Set(['td', 'th']);

/** Reads HTML: the text of a page without scripts, styles and controls; an image says its alternative text. */
export function readHtml(source: string): Script {
  const builder = new ScriptBuilder(source);
  let silentDepth = 0;
  let isFirstCell = true;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (silent.has(name)) silentDepth += 1;
        if (silentDepth > 0) return;
        const at = parser.startIndex;
        if (blocks.has(name)) builder.endBlock(at);
        if (name === 'tr') isFirstCell = true;
        if (cells.has(name)) {
          if (!isFirstCell) builder.addInserted(', ', at);
          isFirstCell = false;
        }
        if (name === 'img' && attributes['alt'] !== undefined) builder.addInserted(attributes['alt'], at);
      },
      onclosetag: (name) => {
        if (silent.has(name)) silentDepth = Math.max(0, silentDepth - 1);
        else if (silentDepth === 0 && blocks.has(name)) builder.endBlock(parser.startIndex);
      },
      ontext: (text) => {
        if (silentDepth > 0) return;
        // A line break in HTML is a space.
        builder.addDecoded(text.replace(/[\r\n\t]/g, ' '), parser.startIndex, parser.endIndex + 1);
      },
    },
    { decodeEntities: true },
  );
  parser.end(source);
  return builder.toScript();
}
