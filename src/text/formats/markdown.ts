import type { Nodes, Parents } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import type { Script } from './script.ts';
import { ScriptBuilder } from './script-builder.ts';

const phonemeLink = /^\/[^/]{1,200}\/$/u;

/** Reads Markdown with GitHub's extensions; what language models think aloud between `<think>` tags is left out. */
export function readMarkdown(source: string): Script {
  const builder = new ScriptBuilder(source);
  const tree = fromMarkdown(withoutThoughts(source), {
    extensions: [gfm(), frontmatter(['yaml', 'toml'])],
    mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown(['yaml', 'toml'])],
  });
  write(tree, builder);
  return builder.toScript();
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

function write(node: Nodes, builder: ScriptBuilder): void {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  if (silent.has(node.type) || node.type === ('toml' as Nodes['type'])) return;
  // A line break in a paragraph is a space.
  if (node.type === 'text') builder.addDecoded(node.value.replaceAll('\n', ' '), start, end);
  else if (node.type === 'inlineCode') {
    builder.addDecoded(node.value, start + Math.floor((end - start - node.value.length) / 2), end);
  } else if (node.type === 'image' || node.type === 'imageReference') {
    if (typeof node.alt === 'string') builder.addDecoded(node.alt, start + 2, end);
  } else if (node.type === 'link') writeLink(node, builder);
  else if (node.type === 'tableRow') writeRow(node, builder);
  else if ('children' in node) writeChildren(node, builder);
  if (blocks.has(node.type)) builder.endBlock(end);
}

const blocks: ReadonlySet<string> = new Set<Nodes['type']>(['blockquote', 'break', 'heading', 'listItem', 'paragraph', 'thematicBreak']); // prettier-ignore

function writeChildren(node: Parents, builder: ScriptBuilder): void {
  for (const child of node.children) write(child, builder);
}

/** A link says its text; one whose address is phonemes is said with them. */
function writeLink(node: Extract<Nodes, { type: 'link' }>, builder: ScriptBuilder): void {
  const from = builder.length;
  writeChildren(node, builder);
  const url = decode(node.url);
  if (phonemeLink.test(url)) builder.say(from, { phonemes: url.slice(1, -1) });
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function writeRow(node: Extract<Nodes, { type: 'tableRow' }>, builder: ScriptBuilder): void {
  const end = node.position?.end.offset ?? 0;
  for (const [index, cell] of node.children.entries()) {
    if (index > 0) builder.addInserted(', ', cell.position?.start.offset ?? end);
    writeChildren(cell, builder);
  }
  builder.endBlock(end);
}
