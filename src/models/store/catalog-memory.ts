import type { CatalogMemory } from '../catalog/model-catalog.ts';
import type { FileArea } from './file-area.ts';

const NAME = 'mirror-catalog.txt';

/** Keeps the mirror's catalogue beside the files that it describes. */
export function createCatalogMemory(opening: FileArea | Promise<FileArea>): CatalogMemory {
  return {
    read: async () => (await (await opening).open(NAME))?.text() ?? null,
    write: async (text) => {
      const area = await opening;
      if ((await (await area.open(NAME))?.text()) === text) return;
      // Another tab may be writing the same; losing that race loses nothing.
      await area.write(NAME, new TextEncoder().encode(text)).catch(() => undefined);
    },
  };
}
