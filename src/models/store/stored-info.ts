import type { ModelFile } from '../catalog/model-catalog-entry.ts';

/** What the name of a note ends in, behind the file's hash. */
export const INFO = '.json';

/** What is noted beside a verified file. */
export interface StoredInfo {
  readonly path: string;
  readonly repo: string;
  readonly revision: string;
  readonly bytes: number;
  readonly sha256: string;
  /** XXH128 in hex: a check against decay that costs next to nothing on each load. */
  readonly checksum: string;
}

/** Creates the note for a file whose hash was right. */
export function createStoredInfo(file: ModelFile, checksum: string): StoredInfo {
  const { path, repo, revision, bytes, sha256 } = file;
  return { path, repo, revision, bytes, sha256, checksum };
}

/** Parses a note; null for anything else, which then counts as no note at all. */
export function parseStoredInfo(text: string): StoredInfo | null {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof StoredInfo, unknown>>;
    const { path, repo, revision, bytes, sha256, checksum } = value;
    const isText = [path, repo, revision, sha256, checksum].every((field) => typeof field === 'string');
    return isText && typeof bytes === 'number' ? (value as StoredInfo) : null;
  } catch {
    return null;
  }
}
