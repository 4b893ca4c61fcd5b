import type { CodecRegistry } from '../contract/codec.ts';
import { exportTakes } from '../takes/export-takes.ts';
import { toSpokenAgain } from '../takes/kept-segment.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import type { LibraryCalls, OpenedTake } from '../wire/library.protocol.ts';
import type { RpcHandlers } from '../wire/rpc.ts';
import type { TakeSegment } from '../wire/take-segment.ts';
import { toTakeSegment } from './to-take-segment.ts';

/** Answers a page's calls about the library, all but those that speak. */
export function createLibraryHandlers(
  library: TakeLibrary,
  codecs: CodecRegistry,
): Omit<RpcHandlers<LibraryCalls>, 'resumeTake'> {
  return {
    library: (query) => library.report(query),
    openTake: (take) => openTake(library, take),
    changeTake: ({ take, patch }) => library.update(take, patch),
    deleteTakes: (takes) => library.remove(takes),
    exportTakes: ({ takes, format }, { signal }) =>
      exportTakes(library, { ids: takes, format, codecs, signal }),
  };
}

async function openTake(library: TakeLibrary, id: string): Promise<OpenedTake> {
  const { text, ...info } = await library.find(id);
  const segments: TakeSegment[] = [];
  for await (const kept of library.segments(id)) segments.push(toTakeSegment(id, toSpokenAgain(kept, text)));
  return { info, text, segments };
}
