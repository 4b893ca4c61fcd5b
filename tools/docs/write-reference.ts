import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Application, LogLevel } from 'typedoc';
import { entries } from '../package/entries.ts';
import { contentSecurityPolicy } from '../vite/content-security-policy.ts';

const root = join(import.meta.dirname, '../..');
const cache = join(root, '.cache/reference');
const exported = entries.filter(({ name }) => name !== 'cli');

/** Writes the reference of the package's entries into `outDir`, made from the code; kept from one build to the next. */
export async function writeReference(outDir: string): Promise<void> {
  const made = join(cache, await digestCode());
  if (!existsSync(made)) {
    await rm(cache, { recursive: true, force: true });
    await generate(`${made}.new`);
    await cp(`${made}.new`, made, { recursive: true });
    await rm(`${made}.new`, { recursive: true });
  }
  await cp(made, outDir, { recursive: true });
}

async function digestCode(): Promise<string> {
  const names = await readdir(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const hash = createHash('sha256').update(await readFile(import.meta.filename));
  for (const name of names.filter((file) => /\.tsx?$/.test(file)).sort()) {
    hash.update(name).update(await readFile(join(root, 'src', name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function generate(outDir: string): Promise<void> {
  const app = await Application.bootstrap({
    name: 'Sotto',
    entryPoints: exported.map(({ source }) => join(root, source)),
    tsconfig: join(import.meta.dirname, 'tsconfig.reference.json'),
    // The type check has seen all of it, with the types of each thread; here they are together.
    skipErrorChecking: true,
    logLevel: LogLevel.Warn,
    readme: 'none',
    disableSources: true,
    excludePrivate: true,
    githubPages: false,
    hideGenerator: true,
    validation: { notExported: false, invalidLink: false, notDocumented: false },
    navigationLinks: { Documentation: '../index.html' },
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('The reference could not be made from the code.');
  for (const child of project.children ?? []) child.name = toEntryName(child.name);
  await app.generateDocs(project, outDir);
  await tidyPages(outDir);
}

/** TypeDoc names a module by its file, without `index`. */
function toEntryName(moduleName: string): string {
  const entry = exported.find(({ source }) => source.replace(/^src\/|(\/index)?\.ts$/g, '') === moduleName);
  if (entry === undefined) return moduleName;
  return entry.name === 'index' ? 'sotto' : `sotto/${entry.name}`;
}

/** The pages get the policy of all others, which forbids scripts within a page, and what screen readers need. */
async function tidyPages(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((file) => file.endsWith('.html'))) {
    await writeFile(join(folder, name), tidyPage(await readFile(join(folder, name), 'utf8')));
  }
}

/** Names the landmarks of a page of TypeDoc's, and takes links out of what opens and closes a part of it. */
export function tidyPage(html: string): string {
  const policy = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}"/>`;
  return html
    .replace(/<script>[^<]*<\/script>/g, '')
    .replace('<head>', `<head>${policy}`)
    .replace('<div class="col-content">', '<div class="col-content" role="main">')
    .replace('<nav id="tsd-sidebar-links"', '<nav id="tsd-sidebar-links" aria-label="Documentation"')
    .replace('<nav class="tsd-navigation">', '<nav class="tsd-navigation" aria-label="Modules">')
    .replace(/<summary[^>]*>[^]*?<\/summary>/g, (summary) =>
      summary.replace(/<a href="#[^"]*" aria-label="Permalink"[^]*?<\/a>/g, ''),
    );
}
