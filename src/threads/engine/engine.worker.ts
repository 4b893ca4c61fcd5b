import { createEngine, type Engine, type EngineParts } from '../../engines/engine.ts';
import { createEspeakVoice } from '../../server/espeak.ts';
import { detectEnvironment } from '../../compute/runtime/engine-environment.ts';
import { createKernelTrust } from '../../engines/kokoro/trust/kernel-trust.ts';
import { fetchRuntime } from '../../compute/runtime/fetch-runtime.ts';
import { KokoroEngine } from '../../engines/kokoro/kokoro-engine.ts';
import { VoicePack } from '../../engines/kokoro/session/voice-pack.ts';
import { createWorkerSessions } from '../../engines/kokoro/session/worker-session.ts';
import { createModelCatalog } from '../../models/catalog/model-catalog.ts';
import { ModelStorage } from '../../models/model-storage.ts';
import { createCatalogMemory } from '../../models/store/catalog-memory.ts';
import { ModelStore } from '../../models/store/model-store.ts';
import { openFileArea } from '../../models/store/open-file-area.ts';
import { createVerdictMemory } from '../../engines/kokoro/trust/verdict-memory.ts';
import { Scope } from '../../std/scope.ts';
import type { EngineStart } from '../../wire/engine.protocol.ts';
import { watchLife } from '../../wire/life-lock.ts';
import { serveEngine } from '../../server/serve-engine.ts';

/** Makes sound: holds the model store and the engines, and answers the server worker. */
declare const self: DedicatedWorkerGlobalScope;

new Scope().listen(self, 'message', ({ data: { baseUrl, port } }: MessageEvent<EngineStart>) => {
  serveEngine(port, (onStatus) => open(baseUrl, onStatus));
});

async function open(
  baseUrl: string,
  onStatus: EngineParts['onStatus'],
): Promise<{ engine: Engine; storage: ModelStorage }> {
  const area = await openFileArea();
  const catalog = createModelCatalog({ baseUrl, memory: createCatalogMemory(area) });
  const store = new ModelStore(area);
  const createSession = createWorkerSessions(
    () => new Worker(new URL('./session.worker.ts', import.meta.url), { type: 'module' }),
    watchLife,
  );
  const engine = createEngine({
    createKokoro: (onKokoroStatus) =>
      new KokoroEngine({
        baseUrl,
        catalog,
        store,
        voices: new VoicePack({ baseUrl }),
        environment: detectEnvironment(),
        createSession,
        allowHub: true,
        verdicts: createVerdictMemory(area),
        kernelTrust: createKernelTrust(area, self.navigator.userAgent),
        onStatus: onKokoroStatus,
      }),
    builtIn: createEspeakVoice({ baseUrl }),
    onStatus,
  });
  return { engine, storage: new ModelStorage(catalog, store, (signal) => fetchRuntime(baseUrl, signal)) };
}
