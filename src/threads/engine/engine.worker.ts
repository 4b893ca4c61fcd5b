import { createEspeakVoice } from '../../server/espeak.ts';
import { detectEnvironment, hasRoomForTwo } from '../../compute/runtime/engine-environment.ts';
import { createKernelTrust } from '../../engines/kokoro/trust/kernel-trust.ts';
import { fetchRuntime } from '../../compute/runtime/fetch-runtime.ts';
import { defaultConfig, KokoroEngine } from '../../engines/kokoro/kokoro-engine.ts';
import { EngineRegistry } from '../../engines/registry/engine-registry.ts';
import { MachineArbiter } from '../../engines/registry/machine-arbiter.ts';
import { createCalibrationUtterances } from '../../engines/kokoro/trust/calibration-utterances.ts';
import { VoicePack } from '../../engines/kokoro/session/voice-pack.ts';
import { createWorkerSessions } from '../../engines/kokoro/session/worker-session.ts';
import { builtInModel, createModelCatalog } from '../../models/catalog/model-catalog.ts';
import { ModelDownloads } from '../../models/model-downloads.ts';
import { ModelStorage } from '../../models/model-storage.ts';
import { createCatalogMemory } from '../../models/store/catalog-memory.ts';
import { ModelStore } from '../../models/store/model-store.ts';
import { openFileArea } from '../../models/store/open-file-area.ts';
import { warnOfDenial } from '../../models/store/storage-error.ts';
import { createVerdictMemory } from '../../engines/kokoro/trust/verdict-memory.ts';
import { toTokenIds } from '../../phonemes/alphabet/kokoro-alphabet.ts';
import { Scope } from '../../std/scope.ts';
import type { EngineStart } from '../../wire/engine.protocol.ts';
import { watchLife } from '../../wire/life-lock.ts';
import { openHearing } from '../../server/open-hearing.ts';
import { serveEngine, type EngineReports, type OpenedEngine } from '../../server/serve-engine.ts';

/** Makes sound: holds the model store and the engines, and answers the server worker. */
declare const self: DedicatedWorkerGlobalScope;

new Scope().listen(self, 'message', ({ data: { baseUrl, port } }: MessageEvent<EngineStart>) => {
  serveEngine(port, (reports) => open(baseUrl, reports));
});

async function open(baseUrl: string, { onStatus, onDownload }: EngineReports): Promise<OpenedEngine> {
  const area = await openFileArea(() => warnOfDenial());
  const catalog = createModelCatalog({ baseUrl, memory: createCatalogMemory(area) });
  const store = new ModelStore(area);
  const environment = detectEnvironment();
  const arbiter = new MachineArbiter({ seatCount: hasRoomForTwo(environment) ? 2 : 1 });
  const kokoro = {
    ...{ baseUrl, catalog, store, environment },
    voices: new VoicePack({ baseUrl }),
    ...createWorkerSessions(
      () => new Worker(new URL('./session.worker.ts', import.meta.url), { type: 'module' }),
      watchLife,
    ),
    utterances: createCalibrationUtterances(toTokenIds),
    allowHub: true,
    verdicts: createVerdictMemory(area),
    kernelTrust: createKernelTrust(area, self.navigator.userAgent),
  };
  const engine = new EngineRegistry({
    builtIn: new Map([
      [builtInModel.id, { synthesizer: createEspeakVoice({ baseUrl }), engine: 'espeak-ng' }],
    ]),
    findId: async (name, signal) => (await catalog.find(name, signal)).id,
    createEngine: (parts) => new KokoroEngine({ ...kokoro, ...parts }),
    arbiter,
    config: defaultConfig,
    onStatus,
  });
  const hearing = openHearing({
    ...{ baseUrl, catalog, store, environment, arbiter },
    createWorker: () => new Worker(new URL('./hearing.worker.ts', import.meta.url), { type: 'module' }),
  });
  const fetchFiles = (signal: AbortSignal): Promise<void> => fetchRuntime(baseUrl, signal);
  const downloads = new ModelDownloads({
    ...{ catalog, store, baseUrl, fetchRuntime: fetchFiles, onProgress: onDownload },
  });
  return { engine, hearing, downloads, storage: new ModelStorage(catalog, store, fetchFiles) };
}
