import { createEngine } from '../../engine/engine.ts';
import { createEspeakVoice } from '../../engine/espeak-ng/espeak-voice.ts';
import { detectEnvironment } from '../../engine/kokoro/engine-environment.ts';
import { KokoroEngine } from '../../engine/kokoro/kokoro-engine.ts';
import { VoicePack } from '../../engine/kokoro/voice-pack.ts';
import { createWorkerSessions } from '../../engine/kokoro/worker-session.ts';
import { createModelCatalog } from '../../engine/model-catalog.ts';
import { createCatalogMemory } from '../../engine/store/catalog-memory.ts';
import { ModelStore } from '../../engine/store/model-store.ts';
import { openFileArea } from '../../engine/store/open-file-area.ts';
import type { EngineStatus } from '../../speech/engine-status.ts';
import { Scope } from '../../std/scope.ts';
import type { EngineCalls, EngineEvents, EngineStart } from '../../wire/engine.protocol.ts';
import { serveRpc, transferring } from '../../wire/rpc.ts';
import type { Engine } from '../../engine/engine.ts';

/** Makes sound: holds the model store and the engines, and answers the server worker's `EngineCalls`. */
declare const self: DedicatedWorkerGlobalScope;

const scope = new Scope();

scope.listen<MessageEvent<EngineStart>>(self, 'message', ({ data: { baseUrl, port } }) => {
  let emit: (status: EngineStatus) => void = () => undefined;
  const engine = openEngine(baseUrl, (status) => {
    emit(status);
  });
  const server = serveRpc<EngineCalls, EngineEvents>(port, {
    synthesize: async (job, { signal }) => {
      const result = await (await engine).synthesize(job, signal);
      const { samples, durations } = result;
      return transferring(result, durations === null ? [samples.buffer] : [samples.buffer, durations.buffer]);
    },
    configure: async (config, { signal }) => (await engine).configure(config, signal),
    load: async (_, { signal }) => (await engine).load(signal),
    unload: async () => (await engine).unload(),
    status: async () => (await engine).status(),
  });
  emit = (status) => {
    server.emit('status', status);
  };
});

async function openEngine(baseUrl: string, onStatus: (status: EngineStatus) => void): Promise<Engine> {
  const area = await openFileArea();
  const catalog = createModelCatalog({ baseUrl, memory: createCatalogMemory(area) });
  const createSession = createWorkerSessions(
    () => new Worker(new URL('./session.worker.ts', import.meta.url), { type: 'module' }),
  );
  return createEngine({
    createKokoro: (onKokoroStatus) =>
      new KokoroEngine({
        baseUrl,
        catalog,
        store: new ModelStore(area),
        voices: new VoicePack({ baseUrl }),
        environment: detectEnvironment(),
        createSession,
        allowHub: true,
        onStatus: onKokoroStatus,
      }),
    builtIn: createEspeakVoice({ baseUrl }),
    onStatus,
  });
}
