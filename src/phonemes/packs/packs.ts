import manifest from './manifest.json' with { type: 'json' };

/**
 * The data that languages are spoken with, each one file that is loaded on first use. Spelled out, since types that import
 * JSON are read by few compilers in other projects.
 */
export type PackName =
  | 'english-gb'
  | 'english-heteronyms'
  | 'english-us'
  | 'japanese-dictionary'
  | 'japanese-joins'
  | 'mandarin-pinyin'
  | 'mandarin-words';

/** A pack as it is served. */
export interface PackFile {
  /** Under `g2p/` of the app's base URL; the name has a part of the hash in it. */
  readonly file: string;
  /** Of the file, in hex. */
  readonly sha256: string;
  readonly byteLength: number;
}

/** Describes the file of each pack. */
export const packFiles: Readonly<Record<PackName, PackFile>> = manifest;

/** Gets a pack's file as it is served, gzip and all. Rejects where it cannot be fetched. */
export type LoadPack = (name: PackName) => Promise<Uint8Array<ArrayBuffer>>;
