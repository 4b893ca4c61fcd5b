import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderPage } from '../../../../tools/docs/render-page.ts';
import { writeDocs } from '../../../../tools/docs/write-docs.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sotto-docs-'));
  await writeDocs(folder);
  // The reference reads all of the code.
}, 240_000);

afterAll(() => rm(folder, { recursive: true }));

it('gives headings the ids that GitHub gives them, and leads links to pages', () => {
  const page = renderPage(
    '# A `b`, c\n\nSee [d](d.md#e-f), [g](../src/g.ts) and [h](https://h.test/h.md).\n\n## A `b`, c\n',
  );
  expect(page.title).toBe('A b, c');
  expect(page.summary).toBe('See d, g and h.');
  expect(page.html).toContain('<h1 id="a-b-c">');
  expect(page.html).toContain('<h2 id="a-b-c-1">');
  expect(page.html).toContain('<a href="d.html#e-f">d</a>, g and <a href="https://h.test/h.md">');
});

it('writes pages whose links lead somewhere, and that fetch nothing from other origins', async () => {
  const files = (await readdir(join(folder, 'docs'), { recursive: true })).filter((file) =>
    file.endsWith('.html'),
  );
  expect(files.length).toBeGreaterThan(20);
  const read = (file: string): Promise<string> => readFile(join(folder, 'docs', file), 'utf8');
  const lost: string[] = [];
  for (const file of files) {
    const html = await read(file);
    expect(html).not.toMatch(/<img|src="http/);
    // Two have scripts, in files of their own: the page that asks the API, and the reference with its search.
    if (file === 'try.html' || file.startsWith('reference/'))
      expect(html).not.toMatch(/<script(?![^>]* src=)/);
    else expect(html).not.toContain('<script');
    for (const [, path = '', hash = ''] of html.matchAll(/<a href="([^":#]*)(?:#([^"]*))?">/g)) {
      const target = path === '' ? file : join(dirname(file), path);
      if (target === '..' || target === '../' || target.endsWith('.json')) continue;
      const found = files.includes(target) && (hash === '' || (await read(target)).includes(`id="${hash}"`));
      if (!found) lost.push(`${file}: ${path}#${hash}`);
    }
  }
  expect(lost).toEqual([]);
});

it('has a reference with each entry of the package', async () => {
  const index = await readFile(join(folder, 'docs/reference/modules/sotto_page.html'), 'utf8');
  expect(index).toContain('role="main"');
  expect(index.match(/<nav(?![^>]*aria-label)[^>]*>/g)).toBeNull();
  expect(index.match(/<summary[^>]*>[^]*?<\/summary>/g)?.filter((part) => part.includes('<a '))).toEqual([]);
  expect(index).toContain('installSpeech');
  const modules = await readdir(join(folder, 'docs/reference/modules'));
  for (const name of [
    'sotto',
    'sotto_embed',
    'sotto_service-worker',
    'sotto_react',
    'sotto_vite',
    'sotto_ai-sdk',
  ]) {
    expect(modules).toContain(`${name}.html`);
  }
});

it('names every page for programs that read', async () => {
  const text = await readFile(join(folder, 'llms.txt'), 'utf8');
  expect(text).toMatch(/^# Sotto\n\n> /);
  expect(text).not.toMatch(/&\w+;/);
  expect(text).toContain('- [Sotto as a package](docs/package.html): How to put Sotto');
});
