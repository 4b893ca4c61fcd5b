#!/usr/bin/env node
import { VERSION } from '../../wire/protocol-version.ts';
import { findSiteFolder } from '../package-folder.ts';
import { copySite } from './copy-site.ts';
import { describeHosts } from './describe-hosts.ts';
import { parseArguments, usage } from './parse-arguments.ts';
import { readPackage, readSavedFolder, saveFolder } from './saved-folder.ts';
import { describeSizes } from './describe-sizes.ts';

/** Runs `sotto` with the arguments of its command line. Rejects with a message for people. */
async function run(args: readonly string[]): Promise<string> {
  const { node } = process.versions;
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Sotto needs Node 20.19 or newer; this is ${node}.`);
  }
  const command = parseArguments(args);
  if (command.name === 'help') return usage;
  if (command.name === 'version') return VERSION;
  const project = process.cwd();
  const folder = command.folder ?? (await readSavedFolder(project));
  // Else all would be copied before it turned out that nothing can be remembered.
  if (command.isSaved) await readPackage(project);
  const sizes = await copySite(findSiteFolder(), folder);
  const saved = command.isSaved ? await saveFolder(project, folder) : '';
  return [describeSizes(sizes, folder), saved, describeHosts(project)]
    .filter((part) => part !== '')
    .join('\n\n');
}

try {
  console.info(await run(process.argv.slice(2)));
} catch (error) {
  console.error(`sotto: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
