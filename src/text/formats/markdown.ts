import type { Nodes, Parents, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import type { ReadingRequest } from '../../contract/request.ts';
import { sayCodeBlock } from './code-block.ts';
import { HtmlReader } from './html.ts';
import { splitMarkdown } from './markdown-blocks.ts';
import { MarkdownSource } from './markdown-source.ts';
import type { BlockKind, ScriptBuilder } from './script-builder.ts';
import { addWritten, type TagReader } from './tagged-text.ts';

const phonemeLink = /^\/[^/]{1,200}\/$/u;
/** A link that has but a number is a citation. */
const citation = /^\[?\d{1,3}\]?$/u;

const plainExtensions = [gfm()];
const plainMdast = [gfmFromMarkdown()];
const firstExtensions = [gfm(), frontmatter(['yaml', 'toml'])];
const firstMdast = [gfmFromMarkdown(), frontmatterFromMarkdown(['yaml', 'toml'])];

/** Reads Markdown with GitHub's extensions, block by block; a block with too many marks is read as text, with a warning. */
export function readMarkdown(builder: ScriptBuilder, tags: TagReader | null, request: ReadingRequest): void {
  const source = new MarkdownSource(builder.source);
  const html = new HtmlReader(builder, tags, request);
  for (const block of splitMarkdown(source.text)) {
    const { start, end, kind, definitions } = block;
    const writer = new MarkdownWriter({ builder, tags, source, html, request, base: start });
    if (kind === 'markdown') {
      const text = source.text.slice(start, end) + definitions;
      writer.write(
        start === 0
          ? fromMarkdown(text, { extensions: firstExtensions, mdastExtensions: firstMdast })
          : fromMarkdown(text, { extensions: plainExtensions, mdastExtensions: plainMdast }),
      );
      continue;
    }
    if (kind === 'dense')
      builder.warn('A part of the text has too many marks for Markdown; it is read as text.');
    writer.writePlain(start, end);
  }
}

interface Target {
  readonly builder: ScriptBuilder;
  readonly tags: TagReader | null;
  readonly source: MarkdownSource;
  readonly html: HtmlReader;
  readonly request: ReadingRequest;
  /** Where the block begins in the source. */
  readonly base: number;
}

/** Not read: references and what stands at the foot of the page. */
const silent: ReadonlySet<string> = new Set<Nodes['type']>(['definition', 'footnoteDefinition', 'footnoteReference', 'yaml']); // prettier-ignore

const kinds: Partial<Record<Nodes['type'], BlockKind>> = {
  blockquote: 'paragraph',
  break: 'line',
  code: 'paragraph',
  heading: 'heading',
  listItem: 'item',
  paragraph: 'paragraph',
  tableRow: 'item',
  thematicBreak: 'scene',
};

/** Writes the nodes of a Markdown text to a script. */
class MarkdownWriter {
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  write(node: Nodes): void {
    const { builder, html, request, base } = this.#target;
    const start = base + (node.position?.start.offset ?? 0);
    const end = base + (node.position?.end.offset ?? 0);
    if (silent.has(node.type) || node.type === ('toml' as Nodes['type'])) return;
    if (node.type === 'text') this.#writeText(node.value, start, end);
    else if (node.type === 'inlineCode') {
      const from = start + Math.floor((end - start - node.value.length) / 2);
      builder.addDecoded(this.#restore(node.value, from), from, end);
    } else if (node.type === 'image' || node.type === 'imageReference') {
      if (typeof node.alt === 'string') builder.addDecoded(node.alt, start + 2, end);
    } else if (node.type === 'code') sayCodeBlock(builder, { value: node.value, start, end }, request);
    else if (node.type === 'html') html.read(start, end);
    else if (node.type === 'linkReference' && isCitation(node)) return;
    else if (node.type === 'link') this.#writeLink(node);
    else if (node.type === 'table') this.#writeTable(node);
    else if ('children' in node) this.#writeChildren(node);
    const kind = kinds[node.type];
    if (kind !== undefined) builder.endBlock(end, kind);
  }

  /** Writes a paragraph without marks. */
  writePlain(start: number, end: number): void {
    const { builder, source } = this.#target;
    const value = source.text.slice(start, end).trimEnd();
    this.#writeText(value, start, start + value.length);
    builder.endBlock(end, 'paragraph');
  }

  #writeChildren(node: Parents): void {
    for (const child of node.children) this.write(child);
  }

  #writeText(value: string, start: number, end: number): void {
    const { builder, tags, source } = this.#target;
    // A line break in a paragraph is a space.
    const plain = value.replaceAll('\n', ' ');
    if (!MarkdownSource.isChanged(plain)) {
      addWritten(builder, { value: plain, start, end }, tags);
      return;
    }
    for (const part of source.split(plain, start, end)) {
      if (part.kind === 'text') addWritten(builder, part, tags);
      else builder.addReplacement(part.formula.text, part.formula.start, part.formula.end);
    }
  }

  /** What was replaced in code is code. */
  #restore(value: string, from: number): string {
    return MarkdownSource.isChanged(value)
      ? this.#target.builder.source.slice(from, from + value.length)
      : value;
  }

  /** A link says its text; one whose address is phonemes is said with them. */
  #writeLink(node: Extract<Nodes, { type: 'link' }>): void {
    const { builder } = this.#target;
    const url = decode(node.url);
    if (isCitation(node)) return;
    const mark = builder.mark();
    this.#writeChildren(node);
    if (phonemeLink.test(url)) builder.say(mark, { phonemes: url.slice(1, -1) });
  }

  /** Row by row; with the heading of its column before each cell where the request asks for it. */
  #writeTable(table: Table): void {
    const { builder, request, base } = this.#target;
    const [head, ...rows] = table.children;
    const headings = request.tables === 'headings' && head !== undefined ? head.children.map(toText) : null;
    for (const row of headings === null ? table.children : rows) {
      const rowEnd = base + (row.position?.end.offset ?? 0);
      let isFirst = true;
      for (const [index, cell] of row.children.entries()) {
        if (cell.children.length === 0) continue;
        const at = base + (cell.position?.start.offset ?? 0);
        if (!isFirst) builder.addReplacement(', ', at, at);
        isFirst = false;
        const heading = headings?.[index] ?? '';
        if (heading !== '') builder.addReplacement(`${heading}: `, at, at);
        this.#writeChildren(cell);
      }
      builder.endBlock(rowEnd, 'item');
    }
  }
}

/** A link whose text is a number. */
function isCitation({ children }: Parents): boolean {
  const [only] = children;
  return children.length === 1 && only?.type === 'text' && citation.test(only.value);
}

function toText(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(toText).join('') : '';
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
