import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copySite } from '../../../../src/guest/init/copy-site.ts';
import { describeHosts, policy } from '../../../../src/guest/init/describe-hosts.ts';
import { describeSizes } from '../../../../src/guest/init/describe-sizes.ts';
import { readSavedFolder, saveFolder } from '../../../../src/guest/init/saved-folder.ts';
import { contentSecurityPolicy } from '../../../../tools/vite/content-security-policy.ts';

let project: string;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'sotto-init-'));
});

afterEach(() => rm(project, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(project, path, '..'), { recursive: true });
    await writeFile(join(project, path), text);
  }
}

describe('copying', () => {
  const site = (): string => join(project, 'site');

  beforeEach(() =>
    write({
      'site/sotto-service-worker.js': 'new',
      'site/sotto/workers/server.js': 'new',
      'site/sotto/voices/af_heart.bin': 'x'.repeat(2_500_000),
    }),
  );

  it('creates the folder, and says how large each part is and why', async () => {
    const parts = await copySite(site(), join(project, 'a/public'));
    expect(await readFile(join(project, 'a/public/sotto/workers/server.js'), 'utf8')).toBe('new');
    const text = describeSizes(parts, 'public');
    expect(text).toContain('into public: 2.5 MB.');
    expect(text).toMatch(/2\.5 MB {2}the voices of Kokoro/);
  });

  it('replaces an earlier version, and leaves what is not its own', async () => {
    await write({
      'public/index.html': 'own',
      'public/sotto-service-worker.js': 'old',
      'public/sotto/workers/server.js': 'old',
      'public/sotto/workers/gone.js': 'old',
      'public/sotto/models/catalog.json': 'own',
    });
    await copySite(site(), join(project, 'public'));
    const files = await readdir(join(project, 'public'), { recursive: true });
    expect(files).toContain('index.html');
    expect(files).toContain('sotto/models/catalog.json');
    expect(files).not.toContain('sotto/workers/gone.js');
    expect(await readFile(join(project, 'public/sotto-service-worker.js'), 'utf8')).toBe('new');
    expect(await readFile(join(project, 'public/sotto/workers/server.js'), 'utf8')).toBe('new');
  });

  it('says when a file is in the way', async () => {
    await write({ public: 'a file' });
    await expect(copySite(site(), join(project, 'public'))).rejects.toThrow(
      'a file of that name is in the way',
    );
  });
});

describe('the saved folder', () => {
  it.each(['\n', '\r\n'])(
    'is named in package.json, which keeps its form and its lines of %j',
    async (line) => {
      const form = (text: string): string => text.replaceAll('\n', line);
      await write({ 'package.json': form('{\n\t"name": "a",\n\t"sotto": { "other": 1 }\n}\n') });
      await saveFolder(project, join(project, 'static'));
      const text = await readFile(join(project, 'package.json'), 'utf8');
      expect(text).toBe(
        form('{\n\t"name": "a",\n\t"sotto": {\n\t\t"other": 1,\n\t\t"workerDirectory": "static"\n\t}\n}\n'),
      );
      expect(await readSavedFolder(project)).toBe(join(project, 'static'));
    },
  );

  it('must be given where there is none', async () => {
    await expect(readSavedFolder(project)).rejects.toThrow('No folder is given');
    await write({ 'package.json': '{ "sotto": { "workerDirectory": 5 } }' });
    await expect(readSavedFolder(project)).rejects.toThrow('No folder is given');
  });

  it('cannot be saved without a package.json that is one', async () => {
    await expect(saveFolder(project, 'public')).rejects.toThrow('There is no package.json here');
    await write({ 'package.json': '{ "name": ' });
    await expect(saveFolder(project, 'public')).rejects.toThrow('not valid JSON');
  });
});

describe('the headers', () => {
  it.each([
    { file: 'netlify.toml', name: 'Netlify', line: '/*\n    Cross-Origin-Opener-Policy: same-origin' },
    { file: 'wrangler.jsonc', name: 'Cloudflare Pages', line: '/*\n    Cross-Origin-Opener-Policy' },
    {
      file: 'vercel.json',
      name: 'Vercel',
      line: '{ "key": "Cross-Origin-Embedder-Policy", "value": "require-corp" }',
    },
    {
      file: 'nginx.conf',
      name: 'nginx',
      line: 'add_header Cross-Origin-Opener-Policy "same-origin" always;',
    },
    { file: '.htaccess', name: 'Apache', line: 'Header always set Cross-Origin-Opener-Policy "same-origin"' },
    { file: 'next.config.mjs', name: 'Next', line: "source: '/:path*'" },
    { file: 'vite.config.ts', name: 'Vite', line: "'Cross-Origin-Opener-Policy': 'same-origin'" },
    { file: '.github/workflows/pages.yml', name: 'GitHub Pages', line: 'sends no headers of your own' },
  ])('are written for $name', async ({ file, name, line }) => {
    await write({ [file]: '' });
    const text = describeHosts(project);
    expect(text).toContain(name);
    expect(text).toContain(line);
    expect(text).toContain("script-src 'self' 'wasm-unsafe-eval'");
  });

  it('are named plainly for other hosts', () => {
    expect(describeHosts(project)).toContain('\n  Cross-Origin-Opener-Policy: same-origin\n');
  });

  it('allow what the policy of the app allows its own pages', () => {
    for (const [directive, sources] of policy) {
      expect(contentSecurityPolicy).toContain(`${directive} ${sources}`);
    }
  });
});
