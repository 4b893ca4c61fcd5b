import { readFileSync } from 'node:fs';

/** One block of JavaScript from a Markdown file, under the heading that it stands below. */
export interface CodeBlock {
  readonly heading: string;
  /** Counts the blocks below the same heading, from 1. */
  readonly number: number;
  readonly code: string;
}

/** Reads the blocks marked `js` of a Markdown file, as they stand. */
export function readCodeBlocks(path: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let heading = '';
  for (const match of readFileSync(path, 'utf8').matchAll(/^#+ (.*)$|^```js\n([^]*?)^```$/gm)) {
    const [, title, code] = match;
    if (code === undefined) heading = title ?? '';
    else
      blocks.push({ heading, number: blocks.filter((block) => block.heading === heading).length + 1, code });
  }
  return blocks;
}
