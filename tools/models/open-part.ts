import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { PartFile } from '../../src/models/store/file-area.ts';
import { readJournal } from '../../src/models/store/opfs-area.ts';
import { OpfsPart } from '../../src/models/store/opfs-part.ts';
import type { SyncFile } from '../../src/models/store/sync-file.ts';

/** Opens what there is so far of the file at `path`: the app's own part of two files, `.part` and `.journal` beside it. */
export function openPart(path: string): PartFile {
  const [dataPath, journalPath] = [`${path}.part`, `${path}.journal`];
  mkdirSync(dirname(path), { recursive: true });
  const [data, journal] = [openFile(dataPath), openFile(journalPath)];
  const remove = (paths: readonly string[]): Promise<void> => {
    for (const each of paths) rmSync(each, { force: true });
    return Promise.resolve();
  };
  return new OpfsPart(data, journal, {
    held: readJournal(journal, data.getSize()),
    finish: () => {
      renameSync(dataPath, path);
      return remove([journalPath]);
    },
    discard: () => remove([journalPath, dataPath]),
  });
}

/** Opens a file as the origin private file system would; it is made where there is none. */
function openFile(path: string): SyncFile {
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT);
  return {
    getSize: () => fstatSync(file).size,
    read: (target, { at }) => readSync(file, target, 0, target.byteLength, at),
    write: (source, { at }) => writeSync(file, source, 0, source.byteLength, at),
    flush: () => fsyncSync(file),
    close: () => closeSync(file),
  };
}
