import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contentSecurityPolicy } from '../vite/content-security-policy.ts';
import { renderPage, type DocsPage } from './render-page.ts';
import { buildScript } from '../vite/build-script.ts';
import { writeReference } from './write-reference.ts';

const source = join(import.meta.dirname, '../../docs');

/** The pages in the order in which a reader needs them; those that are not named follow. */
const sections: readonly (readonly [title: string, pages: readonly string[]])[] = [
  ['Use', ['package', 'clients', 'scaling', 'comparison']],
  ['Reference', ['api', 'text', 'models', 'listening']],
  ['Explanation', ['architecture', 'phonemes', 'storage', 'glossary']],
  ['Privacy', ['privacy', 'threat-model']],
];

/** Shows `openapi.json`; its requests are answered in the page, as those of any page are. */
const tryPage: DocsPage = {
  title: 'Try the API',
  summary: '',
  html: `<h1>Try the API</h1>
<p>Every route of <a href="openapi.json">openapi.json</a>. What you send is answered by this very page; nothing leaves it.</p>
<script type="module" src="explorer.js"></script>`,
};

/** Pages that are not written in Markdown. */
const made = [
  ['try', 'Try the API, in the page'],
  ['reference/index', 'The package, module by module'],
] as const;

/** Writes the documentation as pages into `outDir/docs`, and `outDir/llms.txt`, which names them for programs that read. */
export async function writeDocs(outDir: string): Promise<void> {
  const pages = await readPages();
  for (const [name, page] of pages) {
    const file = join(outDir, 'docs', `${name}.html`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, toDocument(page, name.includes('/') ? '../' : ''));
  }
  const list = toList(pages);
  await writeFile(
    join(outDir, 'docs/index.html'),
    toDocument({ title: 'Documentation · Sotto', summary: '', html: list }, ''),
  );
  await writeFile(join(outDir, 'docs/try.html'), toDocument(tryPage, ''));
  await buildScript(join(outDir, 'docs'), {
    entry: join(import.meta.dirname, 'explorer.ts'),
    fileName: 'explorer.js',
  });
  await writeReference(join(outDir, 'docs/reference'));
  await cp(join(import.meta.dirname, 'docs.css'), join(outDir, 'docs/docs.css'));
  await cp(join(source, 'openapi.json'), join(outDir, 'docs/openapi.json'));
  await writeFile(join(outDir, 'llms.txt'), toLlms(pages));
}

async function readPages(): Promise<ReadonlyMap<string, DocsPage>> {
  const files = await readdir(source, { recursive: true, encoding: 'utf8' });
  const names = files
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.replaceAll('\\', '/').slice(0, -3));
  const pages = new Map<string, DocsPage>();
  for (const name of names.sort()) {
    pages.set(name, renderPage(await readFile(join(source, `${name}.md`), 'utf8')));
  }
  return pages;
}

function toSections(pages: ReadonlyMap<string, DocsPage>): readonly (readonly [string, readonly string[]])[] {
  const named = sections.flatMap(([, names]) => names);
  const rest = [...pages.keys()].filter((name) => !named.includes(name));
  const present = sections.map(([title, names]) => [title, names.filter((name) => pages.has(name))] as const);
  return [...present, ['More', rest] as const];
}

function toList(pages: ReadonlyMap<string, DocsPage>): string {
  const parts = toSections(pages).map(([title, names]) => {
    const items = names.map(
      (name) => `<li><a href="${name}.html">${pages.get(name)?.title ?? name}</a></li>`,
    );
    const further = title === 'Reference' ? made : [];
    items.push(...further.map(([name, text]) => `<li><a href="${name}.html">${text}</a></li>`));
    return `<h2>${title}</h2>\n<ul>\n${items.join('\n')}\n</ul>`;
  });
  return `<h1>Documentation</h1>\n${parts.join('\n')}`;
}

function toDocument({ title, html }: DocsPage, up: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />
    <meta name="viewport" content="width=device-width" />
    <title>${title}</title>
    <link rel="icon" href="${up}../icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${up}docs.css" />
  </head>
  <body>
    <nav><a href="${up}index.html">Documentation</a> <a href="${up}../">Sotto</a></nav>
    <main>
${html}
    </main>
  </body>
</html>
`;
}

/** https://llmstxt.org */
function toLlms(pages: ReadonlyMap<string, DocsPage>): string {
  const parts = toSections(pages).map(([title, names]) => {
    const lines = names.map((name) => {
      const page = pages.get(name);
      return `- [${page?.title ?? name}](docs/${name}.html): ${page?.summary ?? ''}`;
    });
    return `## ${title}\n\n${lines.join('\n')}`;
  });
  const summary =
    'Text to speech, and speech to text, behind the OpenAI audio API, computed in the page itself.';
  return `# Sotto\n\n> ${summary}\n\n${decode(parts.join('\n\n'))}\n`;
}

/** The signs that Markdown's renderer writes as entities. */
function decode(html: string): string {
  const signs: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
  return html.replace(/&(?:amp|lt|gt|quot);/g, (entity) => signs[entity] ?? entity);
}
