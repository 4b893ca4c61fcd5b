import type { Nodes, Parents } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import type { BlockKind, ScriptBuilder } from './script-builder.ts';
import { addWritten, type TagReader } from './tagged-text.ts';

const phonemeLink = /^\/[^/]{1,200}\/$/u;

/** Reads Markdown with GitHub's extensions; what language models think aloud between `<think>` tags is left out. */
export function readMarkdown(builder: ScriptBuilder, tags: TagReader | null): void {
  const tree = fromMarkdown(withoutThoughts(builder.source), {
    extensions: [gfm(), frontmatter(['yaml', 'toml'])],
    mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown(['yaml', 'toml'])],
  });
  write(tree, { builder, tags });
}

interface Target {
  readonly builder: ScriptBuilder;
  readonly tags: TagReader | null;
}

/** Blanks out thoughts, so that offsets stay what they were and no space makes a block of code; one that is not closed goes to the end. */
function withoutThoughts(source: string): string {
  let text = '';
  let at = 0;
  for (let start = source.indexOf('<think>'); start >= 0; start = source.indexOf('<think>', at)) {
    const close = source.indexOf('</think>', start);
    const end = close < 0 ? source.length : close + '</think>'.length;
    text += source.slice(at, start) + '\n'.repeat(end - start);
    at = end;
  }
  return text + source.slice(at);
}

/** Not read: programs, markup, references and what stands at the foot of the page. */
const silent: ReadonlySet<string> = new Set<Nodes['type']>(['code', 'definition', 'footnoteDefinition', 'footnoteReference', 'html', 'yaml']); // prettier-ignore

function write(node: Nodes, target: Target): void {
  const { builder, tags } = target;
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  if (silent.has(node.type) || node.type === ('toml' as Nodes['type'])) return;
  if (node.type === 'text') {
    // A line break in a paragraph is a space.
    addWritten(builder, { value: node.value.replaceAll('\n', ' '), start, end }, tags);
  } else if (node.type === 'inlineCode') {
    builder.addDecoded(node.value, start + Math.floor((end - start - node.value.length) / 2), end);
  } else if (node.type === 'image' || node.type === 'imageReference') {
    if (typeof node.alt === 'string') builder.addDecoded(node.alt, start + 2, end);
  } else if (node.type === 'link') writeLink(node, target);
  else if (node.type === 'tableRow') writeRow(node, target);
  else if ('children' in node) writeChildren(node, target);
  const kind = kinds[node.type];
  if (kind !== undefined) builder.endBlock(end, kind);
}

const kinds: Partial<Record<Nodes['type'], BlockKind>> = {
  blockquote: 'paragraph',
  break: 'line',
  heading: 'heading',
  listItem: 'item',
  paragraph: 'paragraph',
  tableRow: 'item',
  thematicBreak: 'scene',
};

function writeChildren(node: Parents, target: Target): void {
  for (const child of node.children) write(child, target);
}

/** A link says its text; one whose address is phonemes is said with them. */
function writeLink(node: Extract<Nodes, { type: 'link' }>, target: Target): void {
  const url = decode(node.url);
  const mark = target.builder.mark();
  writeChildren(node, target);
  if (phonemeLink.test(url)) target.builder.say(mark, { phonemes: url.slice(1, -1) });
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function writeRow(node: Extract<Nodes, { type: 'tableRow' }>, target: Target): void {
  const end = node.position?.end.offset ?? 0;
  for (const [index, cell] of node.children.entries()) {
    const at = cell.position?.start.offset ?? end;
    if (index > 0) target.builder.addReplacement(', ', at, at);
    writeChildren(cell, target);
  }
}
