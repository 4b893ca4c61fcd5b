import { HeardSpeechMeter, type HeardSpeech } from '../../../src/benchmark/heard-speech.ts';
import { createPcmCodec } from '../../../src/codecs/wav/pcm-codec.ts';
import { createEspeakPhonemizer } from '../../../src/engine/espeak-ng/espeak-phonemizer.ts';
import { createEspeakVoice } from '../../../src/engine/espeak-ng/espeak-voice.ts';
import { SAMPLE_RATE } from '../../../src/speech/ports.ts';
import { createSpeak } from '../../../src/speech/speak.ts';
import { serveCalls } from './worker-calls.ts';

const baseUrl = new URL('/', self.location.href).href;
const speak = createSpeak({
  phonemizer: createEspeakPhonemizer({ baseUrl }),
  synthesizer: createEspeakVoice({ baseUrl }),
});
const codec = createPcmCodec('pcm');

// The pipeline and nothing around it: no service worker, no HTTP, no ports.
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

async function* toPcm(text: string, signal: AbortSignal): AsyncGenerator<Float32Array<ArrayBuffer>> {
  const voice = [{ id: 'af_heart', weight: 1 }] as const;
  const request = { text, model: 'espeak-ng', voice, language: 'en-us', speed: 1 } as const;
  for await (const { samples } of speak(request, signal)) yield samples;
}
