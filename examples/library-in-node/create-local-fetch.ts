import { readFile } from 'node:fs/promises';
import {
  createCodecRegistry,
  createEspeakPhonemizer,
  createEspeakVoice,
  createHandler,
  createSpeak,
  toFetch,
  type EngineStatus,
  type ModelSummary,
} from '../../src/node.ts';

const model: ModelSummary = {
  id: 'espeak-ng',
  name: 'eSpeak NG',
  aliases: [],
  created: 1_735_689_600,
  ownedBy: 'espeak-ng',
};

/** The built-in voice has nothing to load. */
const status: EngineStatus = {
  state: 'ready',
  model: model.id,
  engine: 'espeak-ng',
  device: null,
  dtype: null,
  threads: 1,
  loadedBytes: 0,
  totalBytes: 0,
  runs: 0,
  error: null,
};

/**
 * Creates a `fetch` that answers OpenAI's audio API with the built-in voice. `filesUrl` is a folder, with a slash at its
 * end, that holds `espeak/` and `codecs/` as the build writes them.
 */
export function createLocalFetch(filesUrl: URL): ReturnType<typeof toFetch> {
  const location = { baseUrl: filesUrl.href };
  const getStatus = (): Promise<EngineStatus> => Promise.resolve(status);
  const phonemizer = createEspeakPhonemizer(location);
  const handler = createHandler({
    speak: createSpeak({ phonemizer, synthesizer: createEspeakVoice(location) }),
    phonemizer,
    codecs: createCodecRegistry({ loadBinary: (name) => readFile(new URL(`codecs/${name}`, filesUrl)) }),
    engine: { status: getStatus, configure: getStatus, load: getStatus, unload: getStatus },
    models: () => Promise.resolve([model]),
    settings: () => ({ maxInputLength: 4_096, queueLimit: 8, loadTimeoutMs: 10_000 }),
  });
  return toFetch(handler);
}
