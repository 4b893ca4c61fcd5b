import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKernelTrust } from '../../src/engines/kokoro/trust/kernel-trust.ts';
import { createCalibrationUtterances } from '../../src/engines/kokoro/trust/calibration-utterances.ts';
import { KokoroEngine } from '../../src/engines/kokoro/kokoro-engine.ts';
import { createSplitSessions } from '../../src/engines/kokoro/session/split-sessions.ts';
import { VoicePack } from '../../src/engines/kokoro/session/voice-pack.ts';
import { createModelCatalog } from '../../src/models/catalog/model-catalog.ts';
import { MemoryArea } from '../../src/models/store/memory-area.ts';
import { ModelStore } from '../../src/models/store/model-store.ts';
import {
  createCodecRegistry,
  createEspeakPhonemizer,
  createHandler,
  createSpeak,
  toFetch,
} from '../../src/node.ts';
import { toTokenIds } from '../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { createPhonemizer } from '../../src/phonemes/registry.ts';
import { createPackFetcher } from '../../src/server/pack-fetcher.ts';

const forever = new AbortController().signal;
const model = { id: 'kokoro-82m', name: 'Kokoro', aliases: [], created: 1_735_689_600, ownedBy: 'hexgrad' };

/**
 * Creates a `fetch` that speaks with Kokoro on one thread of Node; loads the model first. `baseUrl` is where a server
 * of the build in the folder `dist` and of a mirror answers.
 */
export async function createKokoroFetch(dist: string, baseUrl: string): Promise<ReturnType<typeof toFetch>> {
  const engine = createEngine(baseUrl);
  const { generator } = await engine.load(forever);
  if (generator?.by !== 'kernels') throw new Error(`Sotto's kernels do not compute: ${generator?.reason}`);
  const status = (): Promise<ReturnType<typeof engine.status>> => Promise.resolve(engine.status());
  const phonemizer = createPhonemizer({
    espeak: createEspeakPhonemizer({ baseUrl }),
    loadPack: createPackFetcher(baseUrl),
  });
  return toFetch(
    createHandler({
      speak: createSpeak({ phonemizer, synthesizer: engine }),
      phonemizer,
      codecs: createCodecRegistry({ loadBinary: (name) => readFile(join(dist, 'codecs', name)) }),
      engine: { status, configure: status, load: status, unload: status },
      models: () => Promise.resolve([model]),
      settings: () => ({ maxInputLength: 4_096, queueLimit: 256, loadTimeoutMs: 120_000 }),
    }),
  );
}

function createEngine(baseUrl: string): KokoroEngine {
  return new KokoroEngine({
    baseUrl,
    ortUrl: new URL('../../node_modules/onnxruntime-web/dist/', import.meta.url).href,
    catalog: createModelCatalog({ baseUrl }),
    store: new ModelStore(new MemoryArea()),
    voices: new VoicePack({ baseUrl }),
    environment: { isIsolated: false, coreCount: 1, hasWebGpu: false, isWebKit: false },
    createSession: createSplitSessions(() => {
      throw new Error('The measurement is of one thread.');
    }),
    kernelTrust: createKernelTrust(new MemoryArea(), 'Node'),
    utterances: createCalibrationUtterances(toTokenIds),
    allowHub: false,
    onStatus: () => undefined,
  });
}
