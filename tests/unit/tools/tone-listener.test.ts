import { beforeAll, describe, expect, it } from 'vitest';
import { openSound } from '../../../src/audio/decode/open-sound.ts';
import { createCodecRegistry } from '../../../src/audio/encode/codec-registry.ts';
import type { AudioFormat } from '../../../src/contract/codec.ts';
import { joinBytes } from '../../../src/std/join.ts';
import { SileroDetector } from '../../../src/engines/silero/silero-detector.ts';
import { createOrtWhisper } from '../../../src/engines/whisper/session/ort-session.ts';
import { listen, type HeardUtterance, type ListenParts } from '../../../src/listening/listen.ts';
import vocabulary from '../../../src/contract/phoneme-ids.json' with { type: 'json' };
import { readCodecBinary } from '../../../tools/codecs/codec-binaries.ts';
import { createDetector } from '../../../tools/tone-listener/create-detector.ts';
import { createVocabularyFiles } from '../../../tools/tone-listener/vocabulary-files.ts';
import { isFullRun } from '../../fixtures/full-run.ts';
import { listenerWeights } from '../../../tools/tone-listener/write-listener-mirror.ts';
import { ORT_URL } from '../../fixtures/tone-server.ts';
import { toTones } from '../../fixtures/tone.ts';

const RATE = 24_000;
const TOKEN_SECONDS = 0.05;
const never = new AbortController().signal;
const ids: Readonly<Record<string, number>> = vocabulary;
const codecs = createCodecRegistry({ loadBinary: readCodecBinary });

const sentences = [
  'mˈɛni pˈiːpəl sˈɪt, ænd wˈɔːk.',
  'ʃiː sˈiːz ðə hˈaʊs! ɹɪmˈɛmbɚ ðə dˈɔːɡ?',
  'ðə fˈɛɹi lˈiːvz ˈɜːli ɪn ðə mˈɔːɹnɪŋ.',
];

let parts: ListenParts;

beforeAll(async () => {
  const files = createVocabularyFiles();
  const text = (name: string): string => files[name] ?? '';
  const [encoder, decoder] = Object.values(listenerWeights()).map((weights) => new Blob([weights]));
  const session = await createOrtWhisper(
    {
      ...{ encoder: encoder!, decoder: decoder!, config: text('config.json'), threads: 1, ortUrl: ORT_URL },
      files: {
        tokenizer: text('tokenizer.json'),
        tokenizerConfig: text('tokenizer_config.json'),
        generationConfig: text('generation_config.json'),
      },
    },
    never,
  );
  const silero = await SileroDetector.open({ model: createDetector(), threads: 1, ortUrl: ORT_URL }, never);
  parts = { recogniser: session, detector: { detect: (samples, memory) => silero.detect(samples, memory) } };
});

interface Heard {
  readonly text: string;
  readonly utterances: readonly HeardUtterance[];
}

/** Has the listener hear samples, as a file of a format. */
async function hear(samples: Float32Array<ArrayBuffer>, format: AudioFormat): Promise<Heard> {
  const codec = await codecs.load(format);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const options = { layout: 'complete', sampleRate: RATE, signal: never } as const;
  for await (const piece of codec.encode(once(samples), options)) pieces.push(piece);
  const sound = openSound(new Blob([joinBytes(pieces)]), never);
  const utterances: HeardUtterance[] = [];
  for await (const utterance of listen(
    sound,
    { task: 'transcribe', language: null, languages: [], prompt: '', temperature: null, hasWords: true },
    { parts, signal: never },
  )) {
    utterances.push(utterance);
  }
  const text = utterances.flatMap(({ segments }) => segments.map((segment) => segment.text)).join('');
  return { text: text.trim(), utterances };
}

async function* once(samples: Float32Array<ArrayBuffer>): AsyncGenerator<Float32Array<ArrayBuffer>> {
  yield await Promise.resolve(samples);
}

function toIds(text: string): readonly number[] {
  return Array.from(text, (character) => ids[character] ?? 0);
}

function toSilence(seconds: number): readonly number[] {
  return new Array<number>(Math.round(seconds / TOKEN_SECONDS)).fill(0);
}

/** When each word of a text begins that is spoken from `from` on, in seconds. */
function toOnsets(text: string, from: number): readonly number[] {
  const letters = Array.from(text);
  return letters.flatMap((_, index) =>
    index === 0 || letters[index - 1] === ' ' ? [from + index * TOKEN_SECONDS] : [],
  );
}

function toWordStarts({ utterances }: Heard): readonly number[] {
  return utterances.flatMap(({ segments }) =>
    segments.flatMap(({ words }) => words.map(({ start }) => start)),
  );
}

function toLargestDistance(heard: readonly number[], spoken: readonly number[]): number {
  expect(heard).toHaveLength(spoken.length);
  return Math.max(...heard.map((start, index) => Math.abs(start - spoken[index]!)));
}

describe('the tone listener', () => {
  for (const format of ['wav', 'flac', 'mp3', 'opus'] as const) {
    it(`writes down what the tone model says, from ${format}`, async () => {
      const text = sentences.join(' ');
      const heard = await hear(toTones([...toSilence(0.6), ...toIds(text), ...toSilence(0.5)]), format);
      expect(heard.text).toBe(text);
      expect(heard.utterances.map(({ verdict }) => verdict)).toEqual(['ok']);
      expect(toLargestDistance(toWordStarts(heard), toOnsets(text, 0.6))).toBeLessThanOrEqual(0.02);
    });
  }

  it('loses nothing of a minute with pauses, over windows and seams', async () => {
    const paragraph = Array.from({ length: 12 }, (_, index) => sentences[index % 3]).join(' ');
    const spoken = [paragraph, sentences[1]!, paragraph];
    const tokens = spoken.flatMap((text) => [...toSilence(2), ...toIds(text)]);
    const heard = await hear(toTones(tokens), 'wav');
    expect(heard.text).toBe(spoken.join(' '));
    let at = 0;
    const onsets = spoken.flatMap((text) => {
      const from = at + 2;
      at = from + text.length * TOKEN_SECONDS;
      return toOnsets(text, from);
    });
    expect(toLargestDistance(toWordStarts(heard), onsets)).toBeLessThanOrEqual(0.02);
  });

  it.runIf(isFullRun)(
    'loses nothing of ten minutes, and is not late at their end',
    async () => {
      const gapSeconds = 95;
      const tokens = sentences.flatMap((text) => [
        ...toSilence(gapSeconds),
        ...toIds(text),
        ...toSilence(gapSeconds),
        ...toIds(text),
      ]);
      const heard = await hear(toTones(tokens), 'wav');
      const spoken = sentences.flatMap((text) => [text, text]);
      expect(heard.text).toBe(spoken.join(' '));
      let at = 0;
      const onsets = spoken.flatMap((text) => {
        const from = at + gapSeconds;
        at = from + Array.from(text).length * TOKEN_SECONDS;
        return toOnsets(text, from);
      });
      expect(at).toBeGreaterThan(570);
      expect(toLargestDistance(toWordStarts(heard), onsets)).toBeLessThanOrEqual(0.02);
    },
    240_000,
  );

  it('gives tokens whose bytes together are the text', async () => {
    const heard = await hear(toTones([...toSilence(0.5), ...toIds(sentences.join(' '))]), 'wav');
    const segments = heard.utterances.flatMap((utterance) => utterance.segments);
    const bytes = segments.flatMap(({ tokens }) => tokens.flatMap((token) => token.bytes));
    expect(new TextDecoder().decode(Uint8Array.from(bytes)).trim()).toBe(heard.text);
  });

  it('hears nothing in silence, and is not sure of noise', async () => {
    expect((await hear(toTones(toSilence(5)), 'wav')).utterances).toEqual([]);
    const tones = toTones(toIds(sentences.join(' ')));
    let state = 1;
    const noisy = tones.map((sample) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (sample + (state >> 16) / 0x8000 - 0.5) / 2;
    });
    expect((await hear(noisy, 'wav')).utterances.map(({ verdict }) => verdict)).toContain('unclear');
  });
});
