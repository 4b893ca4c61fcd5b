import type { DeleteFiles } from '../engines/registry/model-use.ts';
import type { EngineRegistry } from '../engines/registry/engine-registry.ts';
import type { ModelStorage } from '../models/model-storage.ts';
import type { EngineStatus, ModelSummary } from '../contract/engine-status.ts';
import type { EngineCalls, EngineEvents, ModelStorageCalls } from '../wire/engine.protocol.ts';
import type { HearingCalls } from '../wire/hearing.protocol.ts';
import type { Endpoint } from '../wire/endpoint.ts';
import type { RecogniserRegistry } from '../engines/registry/recogniser-registry.ts';
import type { VoiceDetector } from '../contract/hearing.ts';
import type { SpeakerModels } from '../contract/speakers.ts';
import type { ModelDownload, ModelSelection } from '../contract/model-storage.ts';
import type { ModelDownloads } from '../models/model-downloads.ts';
import { SerialQueue } from '../std/serial-queue.ts';
import { serveRpc, transferring, type RpcHandlers, type RpcServer } from '../wire/rpc.ts';

/** All that the engine worker serves over its port. */
export interface OpenedEngine {
  readonly engine: EngineRegistry;
  readonly storage: ModelStorage;
  readonly downloads: ModelDownloads;
  readonly hearing: OpenedHearing;
}

/** What the engine worker reports without being asked. */
export interface EngineReports {
  readonly onStatus: (status: EngineStatus) => void;
  readonly onDownload: (download: ModelDownload) => void;
}

/** What hears. */
export interface OpenedHearing {
  readonly recognisers: RecogniserRegistry;
  readonly detector: VoiceDetector;
  readonly listModels: (signal: AbortSignal) => Promise<readonly ModelSummary[]>;
  readonly speakers: SpeakerModels;
  readonly hasSpeakers: (signal: AbortSignal) => Promise<boolean>;
  /** Has files of a model deleted, which leaves memory first if it is one of those that hear. */
  readonly withoutModel: (selection: ModelSelection, deleteFiles: DeleteFiles) => Promise<void>;
}

/** Answers the engine's calls over `port`; those that come before `open` is done wait for it. */
export function serveEngine(port: Endpoint, open: (reports: EngineReports) => Promise<OpenedEngine>): void {
  let emit: RpcServer<EngineEvents>['emit'] = () => undefined;
  const opened = open({
    onStatus: (status) => emit('status', status),
    onDownload: (download) => emit('download', download),
  });
  const server = serveRpc<EngineCalls & HearingCalls & ModelStorageCalls, EngineEvents>(port, {
    ...toEngineHandlers(opened),
    ...toHearingHandlers(opened),
    ...toStorageHandlers(opened),
  });
  emit = (...event) => {
    server.emit(...event);
  };
}

function toEngineHandlers(opened: Promise<OpenedEngine>): RpcHandlers<EngineCalls> {
  return {
    synthesize: async (job, { signal }) => {
      const { engine } = await opened;
      const result = await engine.synthesize(job, signal);
      const { samples, durations } = result;
      return transferring(result, durations === null ? [samples.buffer] : [samples.buffer, durations.buffer]);
    },
    prepare: async (job, { signal }) => (await opened).engine.prepare(job, signal),
    configure: async (config, { signal }) => (await opened).engine.configure(config, signal),
    load: async (_, { signal }) => (await opened).engine.load(signal),
    unload: async () => {
      const { engine, hearing } = await opened;
      await hearing.recognisers.unload();
      return engine.unload();
    },
    status: async () => (await opened).engine.status(),
  };
}

function toHearingHandlers(opened: Promise<OpenedEngine>): RpcHandlers<HearingCalls> {
  return {
    recognise: async (job, { signal }) => (await opened).hearing.recognisers.recognise(job, signal),
    detectVoice: async ({ samples, memory }, { signal }) =>
      (await opened).hearing.detector.detect(samples, memory, signal),
    hearingModels: async (_, { signal }) => (await opened).hearing.listModels(signal),
    hasSpeakers: async (_, { signal }) => (await opened).hearing.hasSpeakers(signal),
    hearSpeakers: async (samples, { signal }) => (await opened).hearing.speakers.hear(samples, signal),
  };
}

function toStorageHandlers(opened: Promise<OpenedEngine>): RpcHandlers<ModelStorageCalls> {
  /** A report that is read while files go away would trip over them. */
  const turns = new SerialQueue();
  return {
    storage: async (_, { signal }) => {
      const { storage } = await opened;
      return turns.run(() => storage.report(signal), signal);
    },
    deleteModel: async (selection, { signal }) => {
      const { engine, hearing, storage, downloads } = await opened;
      const ending = downloads.end(selection, 'The model was deleted.');
      return turns.run(async () => {
        // A file that is still being fetched cannot be deleted.
        await ending;
        await engine.withoutModel(selection, (leaveSpeech) =>
          hearing.withoutModel(selection, (leaveHearing) =>
            storage.remove(selection, {
              signal,
              leave: async () => void (await Promise.all([leaveSpeech(), leaveHearing()])),
            }),
          ),
        );
        await engine.refreshStored(signal);
        return storage.report(signal);
      }, signal);
    },
    deleteFile: async (sha256, { signal }) => {
      const { storage } = await opened;
      return turns.run(async () => {
        await storage.removeFile(sha256);
        return storage.report(signal);
      }, signal);
    },
    importFiles: async (files, { signal }) => {
      const { engine, storage } = await opened;
      try {
        return await storage.import(files, signal);
      } finally {
        // What was taken in counts, also where the rest was called off.
        await engine.refreshStored(new AbortController().signal);
      }
    },
    modelOffers: async (_, { signal }) => (await opened).downloads.offers(signal),
    fetchModel: async (selection, { signal }) => (await opened).downloads.fetch(selection, signal),
    pauseFetch: async (selection) => (await opened).downloads.end(selection, 'The download was paused.'),
    exportModel: async (selection, { signal }) => (await opened).storage.export(selection, signal),
  };
}
