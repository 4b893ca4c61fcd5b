import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** A file or folder that was copied, and how many bytes it holds. */
export interface CopiedPart {
  readonly name: string;
  readonly bytes: number;
}

/**
 * Copies Sotto's files from `siteFolder` into `folder`, in place of those of an earlier version; what else lies there stays.
 * Rejects where `folder` cannot be one.
 */
export async function copySite(siteFolder: string, folder: string): Promise<readonly CopiedPart[]> {
  const target = resolve(folder);
  const parts = await listParts(siteFolder);
  await makeFolder(join(target, 'sotto'), folder);
  const copied = parts.map(async (name): Promise<CopiedPart> => {
    await rm(join(target, name), { recursive: true, force: true });
    await cp(join(siteFolder, name), join(target, name), { recursive: true });
    return { name, bytes: await measure(join(target, name)) };
  });
  return Promise.all(copied);
}

/** The service worker, and each file and folder in `sotto/`. */
async function listParts(siteFolder: string): Promise<string[]> {
  const inner = await readdir(join(siteFolder, 'sotto'));
  return ['sotto-service-worker.js', ...inner.map((name) => `sotto/${name}`)];
}

async function makeFolder(path: string, folder: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isFile = code === 'EEXIST' || code === 'ENOTDIR';
    const reason = isFile ? 'a file of that name is in the way' : `the system says ${code ?? 'no'}`;
    throw new Error(`${folder} cannot be used as a folder: ${reason}.`, { cause: error });
  }
}

async function measure(path: string): Promise<number> {
  const facts = await stat(path);
  if (!facts.isDirectory()) return facts.size;
  const names = await readdir(path);
  const sizes = await Promise.all(names.map((name) => measure(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
