import { openAsBlob } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  toResolvePath,
  type ModelEntry,
  type ModelFile,
} from '../../src/models/catalog/model-catalog-entry.ts';
import { createCorruptError } from '../../src/models/store/storage-error.ts';
import { defaultTuning } from '../../src/models/store/download-options.ts';
import { download } from '../../src/models/store/download.ts';
import { readBlobChunks } from '../../src/std/memory.ts';
import { hashBytes } from '../../src/models/store/hash-bytes.ts';
import { createHub } from '../../src/models/store/model-sources.ts';
import type { Dtype } from '../../src/contract/engine-status.ts';
import { parseNames } from '../parse-names.ts';
import { mergeCatalog } from './merge-catalog.ts';
import { openPart } from './open-part.ts';

export interface HubMirrorOptions {
  readonly folder: string;
  readonly model: ModelEntry;
  readonly dtypes: readonly Dtype[];
  /** With a slash at the end. */
  readonly hubUrl: string;
  readonly signal: AbortSignal;
  /** Called with how much of a file is there; for one that was there before, once, with its size. */
  readonly onProgress: (file: ModelFile, heldBytes: number) => void;
}

/** Chooses the weights of a model: those that are named, else q8, else the first that it has. Throws `TypeError` for others. */
export function chooseDtypes({ weights, id }: ModelEntry, named?: readonly string[]): readonly Dtype[] {
  const known = [...weights.keys()];
  const [first = 'q8'] = known;
  return parseNames(named ?? [weights.has('q8') ? 'q8' : first], known, `precision of ${id}`);
}

/**
 * Fetches a model's files from the hub into a mirror, goes on with what an earlier call left, checks each by its hash,
 * and names them in `catalog.json`. Throws where the hub cannot be reached or has other files.
 */
export async function writeHubMirror(options: HubMirrorOptions): Promise<void> {
  const { folder, model, dtypes } = options;
  const weights = dtypes.flatMap((dtype) => {
    const files = model.weights.get(dtype);
    if (files === undefined) throw new TypeError(`${model.name} has no ${dtype} weights.`);
    return files;
  });
  for (const file of [...model.files, ...weights]) await fetchFile(file, options);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'catalog.json');
  const known = await readCatalog(path);
  await writeFile(`${path}.part`, mergeCatalog(known, model, dtypes));
  await rename(`${path}.part`, path);
}

/** The text of a catalogue; an empty one where there is none yet. */
async function readCatalog(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // Any other failure would have the entries of all models but this one forgotten.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '{"models":[]}';
    throw error;
  }
}

async function fetchFile(file: ModelFile, options: HubMirrorOptions): Promise<void> {
  const { folder, hubUrl, signal, onProgress } = options;
  const path = join(folder, toResolvePath(file));
  if (await isRight(path, file, signal)) {
    onProgress(file, file.bytes);
    return;
  }
  const url = createHub(hubUrl).toUrl(file);
  for (;;) {
    const part = openPart(path);
    try {
      const heldBefore = part.held.byteCount;
      const outcome = await download(part, {
        ...{ url, fileBytes: file.bytes, signal, tuning: defaultTuning, fetch: fetchWithReason },
        onProgress: () => onProgress(file, part.held.byteCount),
      });
      if (outcome.kind === 'unavailable') {
        throw new Error(`${file.path} could not be fetched from ${url}: ${outcome.reason}`);
      }
      const found =
        outcome.kind === 'other-size'
          ? { bytes: outcome.bytes }
          : { bytes: file.bytes, ...(await hashBytes(part.read(file.bytes), signal)) };
      if ('sha256' in found && found.sha256 === file.sha256) {
        await part.finish();
        return;
      }
      await part.discard();
      // What an earlier call left may be to blame; then one more try, from nothing, decides.
      if (heldBefore === 0 || outcome.kind === 'other-size') throw createCorruptError(file, url, found);
    } finally {
      await part.close();
    }
  }
}

async function isRight(path: string, file: ModelFile, signal: AbortSignal): Promise<boolean> {
  const stats = await stat(path).catch(() => null);
  if (stats?.size !== file.bytes) return false;
  const blob = await openAsBlob(path);
  return (await hashBytes(readBlobChunks(blob), signal)).sha256 === file.sha256;
}

/** Node's own message is `fetch failed`; why it did is in the cause. */
const fetchWithReason: typeof fetch = async (input, init) => {
  try {
    return await fetch(input, init);
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    throw cause instanceof Error && cause.message !== '' ? cause : error;
  }
};
