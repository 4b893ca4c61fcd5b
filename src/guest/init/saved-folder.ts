import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

/** Resolves to the folder that `project/package.json` names. Rejects where it names none. */
export async function readSavedFolder(project: string): Promise<string> {
  const { sotto } = await readPackage(project).catch(() => ({ sotto: undefined }));
  if (typeof sotto === 'object' && sotto !== null && 'workerDirectory' in sotto) {
    const { workerDirectory } = sotto;
    if (typeof workerDirectory === 'string') return resolve(project, workerDirectory);
  }
  throw new Error('No folder is given, and package.json names none. Try: sotto init <folder> --save');
}

/** Names the folder in `project/package.json`, and returns what was done. Rejects where there is none. */
export async function saveFolder(project: string, folder: string): Promise<string> {
  const text = await readText(project);
  const value = await readPackage(project);
  const workerDirectory = relative(project, resolve(folder)).replaceAll('\\', '/') || '.';
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  // As an editor on Windows left it.
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const end = text.endsWith('\n') ? '\n' : '';
  const sotto = { ...(typeof value['sotto'] === 'object' ? value['sotto'] : {}), workerDirectory };
  const written = JSON.stringify({ ...value, sotto }, null, indent) + end;
  await writeFile(join(project, 'package.json'), written.replaceAll('\n', newLine));
  return `package.json names ${workerDirectory} now: after an update of the package, run npx sotto init.`;
}

/** Reads `project/package.json`. Rejects, in words for people, where there is none, and where it is no object. */
export async function readPackage(project: string): Promise<Readonly<Record<string, unknown>>> {
  const value: unknown = parse(await readText(project));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('The package.json here holds no object.');
  }
  return value as Readonly<Record<string, unknown>>;
}

async function readText(project: string): Promise<string> {
  try {
    return await readFile(join(project, 'package.json'), 'utf8');
  } catch (error) {
    throw new Error('There is no package.json here to remember the folder in.', { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error('The package.json here is not valid JSON.', { cause: error });
  }
}
