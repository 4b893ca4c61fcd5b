import { Parser } from 'htmlparser2';
import type { ReadingRequest } from '../../contract/request.ts';
import { sayCodeBlock } from './code-block.ts';
import type { BlockKind, ScriptBuilder } from './script-builder.ts';
import { addWritten, type TagReader } from './tagged-text.ts';

const blocks = new Set('address article aside blockquote body br caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody tfoot thead title tr ul'.split(' ')); // prettier-ignore
const silent = new Set('audio button canvas datalist head iframe math noscript object rp rt script select style svg template textarea video'.split(' ')); // prettier-ignore
const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const cells = new Set(['td', 'th']);

/** How many elements may be open, and how many UTF-16 units are parsed before they are counted. */
const MAX_DEPTH = 1_000;
const PART = 8_000;

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

/** Reads HTML: the text of a page without scripts, styles, controls and what is hidden; an image says its alternative text. */
export function readHtml(builder: ScriptBuilder, tags: TagReader | null, request: ReadingRequest): void {
  new HtmlReader(builder, tags, request).read(0, builder.source.length);
}

type Attributes = Readonly<Record<string, string>>;

/** Reads HTML, or pieces of it within another format. */
export class HtmlReader {
  readonly #builder: ScriptBuilder;
  readonly #tags: TagReader | null;
  readonly #request: ReadingRequest;
  #silentDepth = 0;
  #isPreformatted = false;
  /** Whether the element that was opened last is raised, as an exponent or the mark of a note is. */
  #isRaised = false;
  #cell = 0;
  /** The words above the columns of a table, where the request asks for them, and whether they are being gathered. */
  #headings: string[] = [];
  #isHeading = false;
  /** What is said before the words of the cell that was opened last; nothing is said of an empty cell. */
  #lead: { readonly text: string; readonly at: number } | null = null;
  #hasCells = false;
  /** What the text of this line or cell ends in so far, and whether that is an image: its words are words of their own. */
  #ending = '';
  #isBehindImage = false;

  constructor(builder: ScriptBuilder, tags: TagReader | null, request: ReadingRequest) {
    this.#builder = builder;
    this.#tags = tags;
    this.#request = request;
  }

  /** Reads a part of the source. */
  read(start: number, end: number): void {
    this.#silentDepth = 0;
    for (let at = start; at < end;) at = this.#readUntilDeep(at, end);
  }

  /**
   * Reads from an offset on, and returns where it stops. The parser takes time for each tag in proportion to the
   * elements that are open; where these are too many, all of them are closed.
   */
  #readUntilDeep(start: number, end: number): number {
    const { source } = this.#builder;
    let depth = 0;
    const parser = new Parser(
      {
        onopentag: (name, attributes) => {
          depth += 1;
          this.#open(name, attributes, {
            start: start + parser.startIndex,
            end: start + parser.endIndex + 1,
          });
        },
        onclosetag: (name) => {
          depth -= 1;
          this.#close(name, start + parser.startIndex);
        },
        ontext: (text) => this.#addText(text, start + parser.startIndex, start + parser.endIndex + 1),
      },
      { decodeEntities: true },
    );
    let at = start;
    while (at < end && depth < MAX_DEPTH) {
      const next = source.indexOf('<', at + PART);
      const to = next < 0 ? end : Math.min(next, end);
      parser.write(source.slice(at, to));
      at = to;
    }
    parser.end();
    return at;
  }

  #open(name: string, attributes: Attributes, { start, end }: { start: number; end: number }): void {
    const builder = this.#builder;
    const isCode = name === 'code' && this.#isPreformatted && this.#request.code !== 'read';
    this.#isPreformatted = name === 'pre';
    this.#isRaised = name === 'sup';
    // Within what is silent every element counts, so that the end of the outer one is known.
    if (this.#silentDepth > 0 || silent.has(name) || isHidden(attributes) || isCode) {
      if (!empty.has(name)) this.#silentDepth += 1;
      if (isCode && this.#silentDepth === 1) sayCodeBlock(builder, { value: '', start, end }, this.#request);
      return;
    }
    if (blocks.has(name)) this.#endBlock(start, name === 'br' || name === 'hr' ? toKind(name) : 'line');
    if (name === 'table') this.#headings = [];
    if (name === 'tr') this.#startRow();
    if (cells.has(name)) this.#openCell(name, start);
    const alt = name === 'img' ? attributes['alt'] : undefined;
    if (alt === undefined) return;
    this.#beginCell();
    this.#partWords(alt, start, true);
    builder.addReplacement(alt, start, end);
  }

  #endBlock(at: number, kind: BlockKind): void {
    this.#builder.endBlock(at, kind);
    this.#ending = '';
    this.#isBehindImage = false;
  }

  /** Puts a space between the words of an image and those beside it: `<img alt="a"><b>x</b>`. */
  #partWords(value: string, at: number, isImage: boolean): void {
    const isTouching = /^[\p{L}\p{M}\p{N}]/u.test(value) && /[\p{L}\p{M}\p{N}]$/u.test(this.#ending);
    if (isTouching && (isImage || this.#isBehindImage)) this.#builder.addReplacement(' ', at, at);
    if (value === '') return;
    this.#ending = value.slice(-2);
    this.#isBehindImage = isImage;
  }

  #startRow(): void {
    this.#cell = 0;
    this.#hasCells = false;
    this.#lead = null;
  }

  #openCell(name: string, at: number): void {
    const heading = this.#headings[this.#cell];
    this.#isHeading = name === 'th' && this.#request.tables === 'headings' && heading === undefined;
    if (this.#isHeading) this.#headings[this.#cell] = '';
    const isNamed = name === 'td' && heading !== undefined && heading !== '';
    this.#lead = { text: isNamed ? `${heading.trim()}: ` : '', at };
    this.#cell += 1;
    this.#ending = '';
  }

  #beginCell(): void {
    if (this.#lead === null) return;
    const { text, at } = this.#lead;
    this.#builder.addReplacement(`${this.#hasCells ? ', ' : ''}${text}`, at, at);
    this.#lead = null;
    this.#hasCells = true;
  }

  #close(name: string, at: number): void {
    this.#isRaised = false;
    if (this.#silentDepth > 0) {
      if (!empty.has(name)) this.#silentDepth -= 1;
      return;
    }
    if (cells.has(name)) {
      this.#isHeading = false;
      this.#lead = null;
    }
    if (blocks.has(name)) this.#endBlock(at, toKind(name));
  }

  #addText(text: string, start: number, end: number): void {
    if (this.#silentDepth > 0) return;
    // A line break in HTML is a space.
    const value = text.replace(/[\r\n\t]/g, ' ');
    if (value.trim() !== '') this.#isPreformatted = false;
    const heading = this.#cell - 1;
    if (this.#isHeading) this.#headings[heading] = (this.#headings[heading] ?? '') + value;
    else {
      if (value.trim() !== '') this.#beginCell();
      this.#partWords(value, start, false);
      if (this.#isRaised && /^[\d−-]{1,6}$/u.test(value))
        this.#builder.addReplacement(toRaised(value), start, end);
      else addWritten(this.#builder, { value, start, end }, this.#tags);
    }
  }
}

function toRaised(value: string): string {
  return Array.from(value, (sign) =>
    /\d/u.test(sign) ? '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(sign)) || sign : '⁻',
  ).join('');
}

function isHidden(attributes: Attributes): boolean {
  if (attributes['hidden'] !== undefined || attributes['aria-hidden'] === 'true') return true;
  return /(?:^|;)\s{0,8}(?:display\s{0,8}:\s{0,8}none|visibility\s{0,8}:\s{0,8}hidden)/iu.test(
    (attributes['style'] ?? '').slice(0, 500),
  );
}

function toKind(name: string): BlockKind {
  return /^h[1-6]$/u.test(name) ? 'heading' : (kinds[name] ?? 'paragraph');
}
