/** The text of an element, and where each part of it stands in the document. */
export interface ReadableText {
  readonly text: string;
  /** Finds the range of the document that a range of the text was read from; null where that is no longer there. */
  readonly toRange: (start: number, end: number) => Range | null;
}

interface TextPart {
  readonly node: Text;
  /** Where the node's text begins in the whole. */
  readonly start: number;
}

/** What stands in media is for browsers that cannot show them, and what stands over ruby says it once more. */
const skipped =
  'script, style, noscript, template, nav, aside, footer, button, select, textarea, svg, audio, video, canvas, iframe, object, rt, rp, sotto-reader, sotto-listen, [hidden], [aria-hidden="true"]';
const blocks =
  'address, article, blockquote, dd, div, dl, dt, figcaption, figure, h1, h2, h3, h4, h5, h6, header, li, main, ol, p, pre, section, table, td, th, tr, ul';

/** Reads what a person would read of an element: not its navigation, its buttons, or what is hidden. */
export function readText(root: Element): ReadableText {
  const parts: TextPart[] = [];
  let text = '';
  const add = (node: Node): void => {
    if (node instanceof Text) {
      if (isUnseen(node)) return;
      parts.push({ node, start: text.length });
      text += node.data.replace(/\s/gu, ' ');
      return;
    }
    if (!(node instanceof Element) || (node !== root && isSkipped(node))) return;
    if (node.matches('br')) text += '\n';
    for (const child of node.childNodes) add(child);
    if (node.matches(blocks)) text += '\n\n';
  };
  add(root);
  return { text, toRange: (start, end) => toRange(parts, { start, end }) };
}

function isSkipped(element: Element): boolean {
  // Safari before 17.4 cannot tell: https://developer.mozilla.org/docs/Web/API/Element/checkVisibility
  const isHidden = Reflect.has(element, 'checkVisibility') && !element.checkVisibility();
  return isHidden || element.matches(skipped);
}

/** What is hidden by `visibility` keeps its place, and may hold what is not hidden. */
function isUnseen({ parentElement }: Text): boolean {
  return parentElement !== null && getComputedStyle(parentElement).visibility !== 'visible';
}

function toRange(
  parts: readonly TextPart[],
  { start, end }: { readonly start: number; readonly end: number },
): Range | null {
  const first = parts.findLast((part) => part.start <= start);
  const last = parts.findLast((part) => part.start < end);
  if (first === undefined || last === undefined) return null;
  if (!first.node.isConnected || !last.node.isConnected) return null;
  const range = document.createRange();
  range.setStart(first.node, Math.min(start - first.start, first.node.length));
  range.setEnd(last.node, Math.min(end - last.start, last.node.length));
  return range;
}
