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

function write(node: Nodes, builder: ScriptBuilder): void {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  switch (node.type) {
    case 'text':
      // A line break in a paragraph is a space.
      builder.addDecoded(node.value.replaceAll('\n', ' '), start, end);
      return;
    case 'inlineCode':
      builder.addDecoded(node.value, start + (end - start - node.value.length) / 2, end);
      return;
    case 'break':
    case 'thematicBreak':
      builder.endBlock(end);
      return;
    case 'image':
    case 'imageReference':
      if (typeof node.alt === 'string') builder.addDecoded(node.alt, start + 2, end);
      return;
    case 'link':
      writeLink(node, builder);
      return;
    case 'tableRow':
      writeRow(node, builder);
      return;
    // Not read: programs, markup, references and what stands at the foot of the page.
    case 'code':
    case 'definition':
    case 'footnoteDefinition':
    case 'footnoteReference':
    case 'html':
    case 'yaml':
      return;
    default:
      if ('children' in node) writeChildren(node, builder);
      if (isBlock(node)) builder.endBlock(end);
  }
}

function writeChildren(node: Parents, builder: ScriptBuilder): void {
  for (const child of node.children) write(child, builder);
}

function isBlock({ type }: Nodes): boolean {
  return type === 'heading' || type === 'paragraph' || type === 'listItem' || type === 'blockquote';
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
