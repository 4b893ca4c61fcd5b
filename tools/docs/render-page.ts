import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** A page of the documentation. */
export interface DocsPage {
  /** Its text without markup, from the first heading. */
  readonly title: string;
  /** What its first paragraph says. */
  readonly summary: string;
  /** The body as HTML: headings have the ids that GitHub gives them, and links lead to pages rather than to Markdown. */
  readonly html: string;
}

/** Renders a page that is written in Markdown. Links that lead out of `docs/` become plain text. */
export function renderPage(markdown: string): DocsPage {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const title = /<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? '';
  const summary = /<p>([^]*?)<\/p>/.exec(html)?.[1] ?? '';
  return { title: toText(title), summary: toText(summary), html: openToKeys(addIds(turnLinks(html))) };
}

/** Lets the keyboard scroll blocks of code that are wider than the page. */
function openToKeys(html: string): string {
  return html.replaceAll('<pre>', '<pre tabindex="0">');
}

function turnLinks(html: string): string {
  return html
    .replace(/<a href="\.\.\/(?!docs\/)[^"]*">(.*?)<\/a>/g, '$1')
    .replace(
      /<a href="(?!\w+:)([^"#]*)\.md(#[^"]*)?">/g,
      (_link, path: string, hash = '') => `<a href="${path}.html${String(hash)}">`,
    );
}

function addIds(html: string): string {
  const counts = new Map<string, number>();
  return html.replace(/<(h[1-6])>(.*?)<\/\1>/g, (_heading, name: string, content: string) => {
    const slug = toSlug(toText(content));
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    return `<${name} id="${count === 0 ? slug : `${slug}-${count}`}">${content}</${name}>`;
  });
}

/** The id that GitHub gives a heading. */
function toSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/&\w+;|[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');
}

function toText(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
}
