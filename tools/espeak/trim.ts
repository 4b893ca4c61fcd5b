import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import keptPaths from './trimmed-files.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');
const packageFolder = join(root, 'node_modules/@echogarden/espeak-ng-emscripten');
const dataFolder = '/usr/share/espeak-ng-data/';

/** One file inside `espeak-ng.data`: its path and its bytes, half open. */
interface PackedFile {
  readonly filename: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Writes eSpeak NG with the languages that Kokoro speaks into `outFolder`: `espeak-ng.js` (an ES module, no WebAssembly),
 * `espeak-ng.data` beside it, and their licence. The same input gives the same bytes; throws where the package's
 * layout is not the one expected.
 */
export async function trimEspeak(outFolder: string): Promise<void> {
  const script = await readFile(join(packageFolder, 'espeak-ng.js'), 'utf8');
  const data = await readFile(join(packageFolder, 'espeak-ng.data'));
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const { table, files } = parseFileTable(script);
  const kept = keptPaths.map((path) => findFile(files, dataFolder + path));

  let length = 0;
  const moved = kept.map(({ filename, start, end }) => {
    const from = length;
    length += end - start;
    return { filename, start: from, end: length };
  });
  const trimmedData = Buffer.concat(kept.map(({ start, end }) => data.subarray(start, end)));
  const metadata = `loadPackage(${JSON.stringify({ files: moved, remote_package_size: length })})`;
  const trimmedScript =
    toNotice(version) + stopClock(rejectOnMissingData(script.replace(table, () => metadata)));

  await mkdir(outFolder, { recursive: true });
  await writeWhole(join(outFolder, 'espeak-ng.js'), trimmedScript);
  await writeWhole(join(outFolder, 'espeak-ng.data'), trimmedData);
  for (const name of ['COPYING', 'README.md']) {
    await writeWhole(join(outFolder, name), await readFile(join(root, 'licences/espeak-ng', name)));
  }
}

/** Builds may overlap (tests, the development server): no reader ever sees half a file. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}

/** Section 5 of the GPL asks a changed file to say so. */
function toNotice(version: string): string {
  return `/*! eSpeak NG, GPL-3.0-or-later: see COPYING beside this file. Changed in 2026 for Sotto: made from
@echogarden/espeak-ng-emscripten ${version} with fewer languages in espeak-ng.data, rejecting when that file is missing, and
with noise that does not depend on the time of day.
Source: https://github.com/echogarden-project/espeak-ng (branch fork), https://github.com/espeak-ng/espeak-ng */
`;
}

function parseFileTable(script: string): { table: string; files: PackedFile[] } {
  const found = /loadPackage\(\{files:(\[[^\]]*\]),remote_package_size:\d+\}\)/.exec(script);
  if (found?.[1] === undefined) throw new Error('espeak-ng.js: the table of packed files was not found.');
  const json = found[1].replace(/([{,])(filename|start|end):/g, '$1"$2":');
  return { table: found[0], files: JSON.parse(json) as PackedFile[] };
}

function findFile(files: readonly PackedFile[], filename: string): PackedFile {
  const file = files.find((candidate) => candidate.filename === filename);
  if (file === undefined) throw new Error(`espeak-ng.data: ${filename} was not found.`);
  return file;
}

/** As published, a missing data file is only logged and the module never settles. */
function rejectOnMissingData(script: string): string {
  const logged = 'console.error("package error:",error)';
  if (!script.includes(logged)) throw new Error('espeak-ng.js: the handler of a missing file was not found.');
  return script.replace(logged, 'readyPromiseReject(error)');
}

/** As published, the noise of consonants begins elsewhere in each second, and no two instances sound the same. */
function stopClock(script: string): string {
  const clock = '_emscripten_date_now=()=>Date.now()';
  if (!script.includes(clock)) throw new Error('espeak-ng.js: the clock was not found.');
  return script.replace(clock, '_emscripten_date_now=()=>0');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await trimEspeak(process.argv[2] ?? join(root, '.cache/espeak'));
}
