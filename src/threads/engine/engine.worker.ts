import { createEngine, type Engine, type EngineParts } from '../../engine/engine.ts';
import { createEspeakVoice } from '../../engine/espeak-ng/espeak-voice.ts';
import { detectEnvironment } from '../../engine/kokoro/engine-environment.ts';
import { createKernelTrust } from '../../engine/kokoro/kernel-trust.ts';
import { fetchRuntime } from '../../engine/kokoro/fetch-runtime.ts';
import { KokoroEngine } from '../../engine/kokoro/kokoro-engine.ts';
import { VoicePack } from '../../engine/kokoro/voice-pack.ts';
import { createWorkerSessions } from '../../engine/kokoro/worker-session.ts';
import { createModelCatalog } from '../../engine/model-catalog.ts';
import { ModelStorage } from '../../engine/model-storage.ts';
import { createCatalogMemory } from '../../engine/store/catalog-memory.ts';
import { ModelStore } from '../../engine/store/model-store.ts';
import { openFileArea } from '../../engine/store/open-file-area.ts';
import { createVerdictMemory } from '../../engine/verify/verdict-memory.ts';
import { Scope } from '../../std/scope.ts';
import type { EngineStart } from '../../wire/engine.protocol.ts';
import { watchLife } from '../../wire/life-lock.ts';
import { serveEngine } from './serve-engine.ts';

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
