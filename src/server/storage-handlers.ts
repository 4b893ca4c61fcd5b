import { zipFiles, type ZipEntry } from '../takes/zip-files.ts';
import type { ExportedFile } from '../contract/model-storage.ts';
import type { ModelStorageCalls } from '../wire/engine.protocol.ts';
import type { RpcHandlers } from '../wire/rpc.ts';
import type { RpcArgument, RpcResult } from '../wire/rpc.protocol.ts';
import type { StorageCalls } from '../wire/storage.protocol.ts';
import { ENGINE_SILENCE_MS, type EngineLink } from './engine-link.ts';

/** Answers a page's calls about the model store, which the engine worker holds; calls `onImport` after each import. */
export function createStorageHandlers(link: EngineLink, onImport: () => void): RpcHandlers<StorageCalls> {
  const ask = <Name extends keyof ModelStorageCalls>(
    name: Name,
    arg: RpcArgument<ModelStorageCalls, Name>,
    signal: AbortSignal,
  ): Promise<RpcResult<ModelStorageCalls, Name>> =>
    link.run<RpcResult<ModelStorageCalls, Name>>(
      // Hashing hundreds of megabytes takes long.
      (client) =>
        client.call<Name>(name, arg, {
          signal,
          silenceMs: ENGINE_SILENCE_MS,
          timeoutMs: Infinity,
        }),
      signal,
    );
  return {
    storage: (_, { signal }) => ask('storage', undefined, signal),
    deleteModel: (selection, { signal }) => ask('deleteModel', selection, signal),
    deleteStoredFile: (sha256, { signal }) => ask('deleteFile', sha256, signal),
    importModelFiles: async (files, { signal }) => {
      const report = await ask('importFiles', files, signal);
      onImport();
      return report;
    },
    modelOffers: (_, { signal }) => ask('modelOffers', undefined, signal),
    fetchModel: (selection, { signal }) => ask('fetchModel', selection, signal),
    pauseFetch: (selection, { signal }) => ask('pauseFetch', selection, signal),
    exportModel: async (selection, { signal }) =>
      zipFiles(toEntries(await ask('exportModel', selection, signal)), signal),
  };
}

async function* toEntries(files: readonly ExportedFile[]): AsyncGenerator<ZipEntry> {
  for (const { path, blob } of files) {
    yield await Promise.resolve({ path, isText: false, bytes: toChunks(blob) });
  }
}

async function* toChunks(blob: Blob): AsyncGenerator<Uint8Array> {
  // Read piece by piece: Safari cannot iterate over a stream.
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
