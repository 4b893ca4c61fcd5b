import { fenceOpening } from '../markup/code-and-thoughts.ts';

/** A part of a Markdown text that can be parsed by itself. */
export interface MarkdownBlock {
  readonly start: number;
  readonly end: number;
  /** Whether it is to be parsed, has no markup, or has so much of it that parsing would take too long. */
  readonly kind: 'dense' | 'markdown' | 'plain';
  /** The definitions that its links and notes need, to be parsed behind it. */
  readonly definitions: string;
}

/** Parsers of Markdown take time with the square of the marks in a paragraph, and of the depth of quotes and lists. */
const MAX_MARKS = 1_000;
/** A mark that begins a line makes a block, which costs twice as much. */
const MAX_TOTAL_MARKS = 10_000;
/** In UTF-16 units; nobody writes such a paragraph. */
const MAX_BLOCK = 32_000;
/** Small parts are parsed together up to this many marks. */
const MAX_JOINED_MARKS = 150;
/** Longer blocks are parted where an item or a heading begins. */
const LONG_BLOCK = 4_000;

const line = /[^\n]*(?:\n|$)/gy;
const marks = /[*_[\]<>&~!|#`\\]|^[ \t]*(?:[-+=]|\d{1,9}[.)])/gm;
const blockMarks = /^[ \t]*(?:[-+*>]|\d{1,9}[.)])/gm;
const markup =
  /[*_[\]<>&~!|#=`\\]|^[ \t]{0,3}(?:[-+]|\d{1,9}[.)])[ \t]|^(?: {4}|\t)| {2}\n|^[ \t]*-+[ \t]*$|^\+{3}|https?:|www\.|@/mu;
const containers = /^[ \t]{0,3}(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]{0,4}){20}/mu;
const html = /^ {0,3}<(?:(!--)|(script|pre|style|textarea)(?=[\s>]|$))/iu;
const definition = /^ {0,3}\[(\^?[^[\]\n]{1,200})\]:[^\n]*/gmu;
const reference = /\[(\^?[^[\]\n]{1,200})\]/gu;
const itemOrHeading = /^(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t])/u;

/**
 * Parts a Markdown text at empty lines, lazily, so that each part can be parsed by itself and none takes long; together
 * the blocks are the text. Code, comments and front matter are never parted. Small parts of a kind stay together, since
 * each call of the parser has its cost.
 */
export function* splitMarkdown(text: string): Generator<MarkdownBlock, void, undefined> {
  const definitions = findDefinitions(text);
  const toBlock = ({ start, end, kind }: Part): MarkdownBlock => {
    const isParsed = kind === 'markdown';
    return { start, end, kind, definitions: isParsed ? findUsed(text.slice(start, end), definitions) : '' };
  };
  for (const part of joinParts(classifyParts(text))) yield toBlock(part);
}

function* joinParts(parts: Iterable<Part>): Generator<Part, void, undefined> {
  let open: Part | undefined;
  for (const part of parts) {
    if (open === undefined) open = part;
    else if (canJoin(open, part))
      open = { start: open.start, end: part.end, kind: open.kind, marks: open.marks + part.marks };
    else {
      yield open;
      open = part;
    }
  }
  if (open !== undefined) yield open;
}

interface Part extends Range, Pick<MarkdownBlock, 'kind'> {
  readonly marks: number;
}

function canJoin(one: Part, next: Part): boolean {
  const isSmall = next.end - one.start <= LONG_BLOCK && one.marks + next.marks <= MAX_JOINED_MARKS;
  return one.kind === 'markdown' && next.kind === 'markdown' && isSmall;
}

function* classifyParts(text: string): Generator<Part, void, undefined> {
  let total = 0;
  for (const { start, end } of splitAtEmptyLines(text)) {
    const block = text.slice(start, end);
    const count = block.match(marks)?.length ?? 0;
    const cost = count + (block.match(blockMarks)?.length ?? 0);
    const isPlain = !markup.test(block);
    const isDense =
      block.length > MAX_BLOCK ||
      count > MAX_MARKS ||
      total + cost > MAX_TOTAL_MARKS ||
      containers.test(block);
    if (!isPlain && !isDense) total += cost;
    yield { start, end, kind: isPlain ? 'plain' : isDense ? 'dense' : 'markdown', marks: count };
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function* splitAtEmptyLines(text: string): Generator<Range, void, undefined> {
  const state = new LineState();
  let start = 0;
  let wasEmpty = false;
  for (const { 0: written, index } of text.matchAll(line)) {
    const isEmpty = written.trim() === '';
    const isLong = index - start > LONG_BLOCK && itemOrHeading.test(written);
    const canPart = (wasEmpty && !/^[ \t]/u.test(written)) || isLong;
    if (index > start && canPart && !isEmpty && !state.isOpen) {
      yield { start, end: index };
      start = index;
    }
    state.see(written, index === 0);
    wasEmpty = isEmpty;
  }
  if (start < text.length) yield { start, end: text.length };
}

/** Knows whether a line lies in code, a comment or front matter. */
class LineState {
  #closing: RegExp | null = null;

  get isOpen(): boolean {
    return this.#closing !== null;
  }

  see(written: string, isFirst: boolean): void {
    if (this.#closing !== null) {
      if (this.#closing.test(written)) this.#closing = null;
      return;
    }
    const fenced = /[`~]+$/u.exec(fenceOpening.exec(written)?.[0] ?? '')?.[0] ?? '';
    const [, comment, element] = html.exec(written) ?? [];
    if (isFirst && /^(?:---|\+\+\+)\s*$/u.test(written)) this.#closing = /^(?:---|\+\+\+)\s*$/u;
    else if (fenced !== '')
      this.#closing = new RegExp(`^[ \\t>]*${fenced.charAt(0)}{${fenced.length},}[ \\t]*$`, 'mu');
    else if (comment !== undefined) this.#closing = /-->/u;
    else if (element !== undefined) this.#closing = new RegExp(`</${element}>`, 'iu');
    // An element may end where it begins.
    if (fenced === '' && !isFirst && this.#closing?.test(written) === true) this.#closing = null;
  }
}

function toKey(label: string): string {
  return label.trim().toLowerCase().replace(/\s+/gu, ' ');
}

function findDefinitions(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [written, label = ''] of text.matchAll(definition)) {
    const key = toKey(label);
    if (!found.has(key) && written.length < 2_000)
      found.set(key, label.startsWith('^') ? `[${label}]: x` : written);
  }
  return found;
}

function findUsed(block: string, definitions: ReadonlyMap<string, string>): string {
  if (definitions.size === 0) return '';
  const used = new Set<string>();
  for (const [, label = ''] of block.matchAll(reference)) {
    const known = definitions.get(toKey(label));
    if (known !== undefined) used.add(known);
  }
  return used.size === 0 ? '' : `\n\n${[...used].join('\n\n')}\n`;
}
