import { SAMPLE_RATE } from '../../../src/contract/audio.ts';
import { HeardSpeechMeter, type HeardSpeech } from '../../../src/benchmark/heard-speech.ts';
import { createPcmCodec } from '../../../src/audio/encode/wav/wav-codec.ts';
import { createEspeakPhonemizer } from '../../../src/server/espeak.ts';
import { createPackFetcher } from '../../../src/server/pack-fetcher.ts';
import { createPhonemizer } from '../../../src/phonemes/registry.ts';
import { createSpeak } from '../../../src/speech/speak.ts';
import { EngineLink } from '../../../src/server/engine-link.ts';
import { createRemoteSynthesizer } from '../../../src/server/remote-engine.ts';
import type { EngineStart } from '../../../src/wire/engine.protocol.ts';
import { serveCalls } from './worker-calls.ts';

const MODEL = 'espeak-ng';
const baseUrl = new URL('/', self.location.href).href;
const codec = createPcmCodec('pcm');
const speak = createSpeak({
  phonemizer: createPhonemizer({
    espeak: createEspeakPhonemizer({ baseUrl }),
    loadPack: createPackFetcher(baseUrl),
  }),
  synthesizer: createRemoteSynthesizer(startEngine(), MODEL),
});

// The app's pipeline on the app's two threads, without the service worker, HTTP and ports that lead to it.
serveCalls({
  speak: async ({ text }: { readonly text: string }): Promise<HeardSpeech> => {
    const { signal } = new AbortController();
    const meter = new HeardSpeechMeter();
    const startedMs = performance.now();
    const bytes = codec.encode(toPcm(text, signal), { layout: 'streamed', sampleRate: SAMPLE_RATE, signal });
    for await (const chunk of bytes) meter.add(chunk.byteLength, performance.now() - startedMs);
    return meter.finish();
  },
});

function startEngine(): EngineLink {
  const engine = new Worker(new URL('../../../src/threads/engine/engine.worker.ts', import.meta.url), {
    type: 'module',
  });
  engine.onerror = () => {
    reportError(new Error('The engine worker failed.'));
  };
  const { port1, port2 } = new MessageChannel();
  engine.postMessage({ type: 'start', baseUrl, port: port1 } satisfies EngineStart, [port1]);
  const link = new EngineLink({
    config: { model: MODEL, device: 'auto', dtype: 'auto', threads: 0 },
    requestEngine: (reason) => {
      throw new Error(`The engine ended: ${reason}`);
    },
    onStatus: () => undefined,
  });
  link.attach(port2);
  return link;
}

async function* toPcm(text: string, signal: AbortSignal): AsyncGenerator<Float32Array<ArrayBuffer>> {
  const voice = [{ id: 'af_heart', weight: 1 }] as const;
  const request = { text, model: MODEL, voice, language: 'en-us', speed: 1 } as const;
  for await (const { samples } of speak(request, signal)) yield samples;
}
