import { measureSound, openSound } from '../../audio/decode/open-sound.ts';
import { createCodecRegistry } from '../../audio/encode/codec-registry.ts';
import { createTimeStretcher } from '../../audio/stretch/time-stretcher.ts';
import { createBinaryFetcher } from '../../audio/encode/wasm/binary-fetcher.ts';
import { createEspeakPhonemizer } from '../../server/espeak.ts';
import { createPackFetcher } from '../../server/pack-fetcher.ts';
import { PackWatch } from '../../server/pack-watch.ts';
import { createModelCatalog } from '../../models/catalog/model-catalog.ts';
import { createCatalogMemory } from '../../models/store/catalog-memory.ts';
import { openFileArea } from '../../models/store/open-file-area.ts';
import { openShelf } from '../../takes/open-shelf.ts';
import { createPhonemizer } from '../../phonemes/registry.ts';
import { createDeferred } from '../../std/deferred.ts';
import { Scope } from '../../std/scope.ts';
import { holdLifeLock } from '../../wire/life-lock.ts';
import { VERSION } from '../../wire/protocol-version.ts';
import type { ServerInbound, ServerOutbound } from '../../wire/server.protocol.ts';
import { SpeechServer } from '../../server/speech-server.ts';

const scope = new Scope();
const started = createDeferred<SpeechServer>();

scope.listen(self, 'message', (event: MessageEvent<ServerInbound>) => void receive(event.data));

async function receive(message: ServerInbound): Promise<void> {
  if (message.type === 'start') {
    started.resolve(start(message));
    post({ type: 'ready', lock: (await holdLifeLock()) ?? null, version: VERSION });
    return;
  }
  const server = await started.promise;
  switch (message.type) {
    case 'engine':
      server.attachEngine(message.port, message.number);
      return;
    case 'client':
      server.addClient(message.port);
      return;
    case 'line':
      server.addLine(message.port);
      return;
    case 'http':
      return server.answer(message);
    default:
      // The page hands on what the service worker sends, which may be newer.
      message satisfies never;
  }
}

function start(message: Extract<ServerInbound, { type: 'start' }>): SpeechServer {
  const { baseUrl } = message;
  // Offline, the models of a mirror are still known.
  const catalog = createModelCatalog({ baseUrl, memory: createCatalogMemory(openFileArea()) });
  const [packs, loadBinary] = [new PackWatch(), createBinaryFetcher(baseUrl)];
  const loadPack = createPackFetcher(baseUrl, (progress) => packs.note(progress));
  const phonemizer = createPhonemizer({ espeak: createEspeakPhonemizer({ baseUrl }), loadPack });
  return new SpeechServer({
    ...{ start: message, phonemizer, packs, post },
    prepare: (language) => phonemizer.prepare(language),
    codecs: createCodecRegistry({ loadBinary }),
    stretcher: createTimeStretcher(loadBinary),
    models: () => catalog.listModels(new AbortController().signal),
    ...{ measureSound, openSound },
    shelf: openShelf(baseUrl),
  });
}

function post(message: ServerOutbound): void {
  self.postMessage(message);
}
