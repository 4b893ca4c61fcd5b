import type { Phonemizer } from '../../../src/contract/phonemizer.ts';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEspeakPhonemizer } from '../../../src/server/espeak.ts';
import type { LoadPack } from '../../../src/phonemes/packs/packs.ts';
import { createPhonemizer } from '../../../src/phonemes/registry.ts';
import { isPhoneme } from '../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { readPack } from '../../fixtures/read-pack.ts';
import { trimmedEspeak } from '../engines/espeak/trimmed-espeak.ts';

const { signal } = new AbortController();
let espeak: Phonemizer;

beforeAll(async () => {
  espeak = createEspeakPhonemizer(await trimmedEspeak());
});

afterEach(() => {
  vi.restoreAllMocks();
});

const refuse: LoadPack = () => Promise.reject(new Error('No network.'));

describe('English', () => {
  it('comes from the word list, and from eSpeak where no list knows a word', async () => {
    const phonemizer = createPhonemizer({ espeak, loadPack: readPack });
    const text = 'The Kubernetes apple, read in 1998.';
    const { phonemes, words } = await phonemizer.phonemize(text, 'en-us', signal);
    expect(phonemes).toBe('ðə kˌubəɹnˈɛTiz ˈæpᵊl, ɹˈɛd ɪn nˌIntˈin nˈIndi ˈAt.');
    expect(words.map(({ start, end, source }) => `${text.slice(start, end)}: ${source}`)).toEqual([
      'The: dictionary',
      'Kubernetes: espeak',
      'apple: dictionary',
      'read: dictionary',
      'in: dictionary',
      '1998: dictionary',
    ]);
  });

  it('has a name with a prefix as one word, and accents that make another word', async () => {
    const phonemizer = createPhonemizer({ espeak, loadPack: readPack });
    const text = "McCartney, McQueen's MacKenzie, DiCaprio, MacBook, rosé and señor";
    const { phonemes } = await phonemizer.phonemize(text, 'en-us', signal);
    expect(phonemes).toBe('məkˈɑɹtni, məkwˈinz məkˈɛnzi, dɪkˈæpɹɪˌO, mˈækbˌʊk, ɹəsˈA ænd sAnjˈɔɹ');
  });

  it('is asked of eSpeak without the accents that stand before the last vowel', async () => {
    const phonemizer = createPhonemizer({ espeak, loadPack: readPack });
    const say = async (text: string): Promise<string> =>
      (await phonemizer.phonemize(text, 'en-us', signal)).phonemes;
    expect(await say('Jérôme, Frédéric')).toBe(await say('Jerome, Frederic'));
    expect(await say('Orbán')).not.toBe(await say('Orban'));
  });

  it('is asked of eSpeak in an English spelling for names of Poland and of the Balkans', async () => {
    const phonemizer = createPhonemizer({ espeak, loadPack: readPack });
    const text = 'Tomasz Błaszczykowski, Szczęsny, Sienkiewicz, Petrovic, Vučic’s';
    const { phonemes } = await phonemizer.phonemize(text, 'en-us', signal);
    expect(phonemes).toBe('tˈɑmæʃ blˌæʃʧɪkˈɑvski, ʃˈɛnsni, sɪˈɛŋkivˌɪʧ, pˈɛtɹəvˌɪʧ, vˈʌʧɪʧɪz');
    // Names of Hungary stay as they are.
    const plain = await phonemizer.phonemize('Balázs, Kovacs, Szilard', 'en-us', signal);
    expect(plain.phonemes).toBe('bælˈɑzz, kˈɑvæks, ʃˈɪlɑɹd');
  });

  it('has an accent of its own in Britain', async () => {
    const phonemizer = createPhonemizer({ espeak, loadPack: readPack });
    const { phonemes } = await phonemizer.phonemize('I can’t bear the weather.', 'en-gb', signal);
    expect(phonemes).toBe('ˌI kˈɑːnt bˈɛː ðə wˈɛðə.');
  });

  it('is the same each time, whatever else is spoken meanwhile', async () => {
    const phonemizer = createPhonemizer({ espeak, loadPack: readPack });
    const say = (): Promise<string[]> =>
      Promise.all(
        ['Frobnicate the Xyzzyx.', 'the Xyzzyx', 'An Okqo the Xyzzyx'].map(
          async (text) => (await phonemizer.phonemize(text, 'en-us', signal)).phonemes,
        ),
      );
    const first = await say();
    expect(await say()).toEqual(first);
  });

  it('has only phonemes that Kokoro knows, also of odd text', async () => {
    const phonemizer = createPhonemizer({ espeak, loadPack: readPack });
    for (const text of [
      '',
      ' \n ',
      '★ ¿¡ 😀 👨‍👩‍👧 Hello😀',
      'مرحبا שלום Привет 漢字 สวัสดี 안녕',
      '<b>x</b> **y** #z @w & ~ | _ \\ ` ^',
      'C++ 50% 1/2 x² 5km 12:30 2024-01-05 7-11 555-1234',
      'ba'.repeat(1000),
      '-a'.repeat(1000),
      '!'.repeat(5000),
      'U.S.A. e.g. '.repeat(100),
    ]) {
      const { phonemes, words } = await phonemizer.phonemize(text, 'en-us', signal);
      expect(Array.from(phonemes).filter((phoneme) => !isPhoneme(phoneme))).toEqual([]);
      if (/[a-z]/i.test(text)) expect(words.length).toBeGreaterThan(0);
    }
  });

  it('is spoken by eSpeak while its list cannot be had, and by the list again later', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    let loadPack = refuse;
    const phonemizer = createPhonemizer({ espeak, loadPack: (name) => loadPack(name) });
    const byEspeak = await espeak.phonemize('Read the apple.', 'en-us', signal);
    expect(await phonemizer.phonemize('Read the apple.', 'en-us', signal)).toEqual(byEspeak);
    loadPack = readPack;
    expect(await phonemizer.phonemize('Read the apple.', 'en-us', signal)).toEqual(byEspeak);
    vi.advanceTimersByTime(60_000);
    expect((await phonemizer.phonemize('Read the apple.', 'en-us', signal)).phonemes).toBe('ɹˈid ði ˈæpᵊl.');
    vi.useRealTimers();
  });

  it('loads its data once, and ahead where it is asked to', async () => {
    const names: string[] = [];
    const loadPack: LoadPack = (name) => {
      names.push(name);
      return readPack(name);
    };
    const phonemizer = createPhonemizer({ espeak, loadPack });
    phonemizer.prepare('en-gb');
    phonemizer.prepare('fr');
    await Promise.all([
      phonemizer.phonemize('One.', 'en-gb', signal),
      phonemizer.phonemize('Two.', 'en-gb', signal),
    ]);
    expect(names).toEqual(['english-gb', 'english-heteronyms']);
  });

  it('is not made once the signal has fired', async () => {
    const phonemizer = createPhonemizer({ espeak, loadPack: readPack });
    await expect(phonemizer.phonemize('Hi.', 'en-us', AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }) as Error,
    );
  });
});

describe('Japanese', () => {
  it('has words in Latin letters spoken as the loans that they are in Japanese', async () => {
    const phonemizer = createPhonemizer({ espeak, loadPack: readPack });
    const { phonemes } = await phonemizer.phonemize('私のappleです。', 'ja', signal);
    expect(phonemes.trim()).toBe('βataɕi no aʔpɯɾɯ desɨ.');
  });
});

describe('Mandarin', () => {
  it('has words in Latin letters spoken as English, by a list or by eSpeak', async () => {
    const phonemizer = createPhonemizer({ espeak, loadPack: readPack });
    const text = '我喜欢Kubernetes和apple。';
    const { phonemes, words } = await phonemizer.phonemize(text, 'zh', signal);
    expect(phonemes.trim()).toBe('wo↓ ɕi↓xwa→n kˌubəɹnˈɛTiz xɤ↗ ˈæpᵊl.');
    expect(words.map(({ start, end, source }) => `${text.slice(start, end)}: ${source}`)).toEqual([
      '我: dictionary',
      '喜欢: dictionary',
      'Kubernetes: espeak',
      '和: dictionary',
      'apple: dictionary',
    ]);
  });

  it('cannot be spoken while its data cannot be had, and is as soon as they can', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    let loadPack = refuse;
    const phonemizer = createPhonemizer({ espeak, loadPack: (name) => loadPack(name) });
    await expect(phonemizer.phonemize('你好', 'zh', signal)).rejects.toMatchObject({
      code: 'engine_unavailable',
      message: "What is needed to speak 'zh' could not be loaded.",
    });
    loadPack = readPack;
    vi.advanceTimersByTime(60_000);
    expect((await phonemizer.phonemize('你好', 'zh', signal)).phonemes).toBe('ni↓xau↓');
    vi.useRealTimers();
  });
});

describe('other languages', () => {
  it('are spoken by eSpeak and load nothing', async () => {
    const phonemizer = createPhonemizer({ espeak, loadPack: refuse });
    expect(await phonemizer.phonemize('Bonjour.', 'fr', signal)).toEqual(
      await espeak.phonemize('Bonjour.', 'fr', signal),
    );
  });
});
