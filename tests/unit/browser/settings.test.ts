import { describe, expect, test } from 'vitest';
import { createSettingsStorage } from '../../../src/browser/settings-storage.ts';
import {
  defaultSettings,
  parseSettings,
  toEngineConfig,
  toServerSettings,
  toStoredSettings,
  type Settings,
} from '../../../src/browser/settings.ts';

const chosen: Settings = {
  model: 'espeak-ng',
  voice: 'ff_siwis',
  speed: 1.25,
  playbackRate: 1.5,
  favourites: ['ff_siwis', 'af_heart'],
  letterKeys: false,
  saveFormat: 'opus',
  saveBitRate: 64_000,
  saveLoudness: -19,
  theme: 'dark',
  interfaceLanguage: 'pt-br',
  fallback: 'espeak-ng',
  device: 'webgpu',
  dtype: 'fp32',
  threads: 3,
  foreignHosts: ['api.openai.com'],
  foreignModels: true,
  maxInputLength: 9000,
  queueLimit: 4,
  loadTimeoutMs: 30_000,
  libraryLimitBytes: 100_000_000,
};

describe('parseSettings', () => {
  test('gives back what was stored', () => {
    expect(parseSettings(JSON.parse(toStoredSettings(chosen)))).toEqual(chosen);
  });

  test.each([[null], [undefined], ['text'], [42], [[]], [{}], [{ version: 99, voice: 'bf_emma' }]])(
    'takes the defaults for %j',
    (value) => {
      expect(parseSettings(value)).toEqual(defaultSettings);
    },
  );

  test('replaces each senseless field and keeps the others', () => {
    const parsed = parseSettings({
      version: 1,
      voice: 'bf_emma',
      speed: 9,
      playbackRate: 1.1,
      theme: 'pink',
      threads: Number.NaN,
      device: 7,
      model: '',
      foreignHosts: ['evil.example', 'runanything.ai', 3],
      queueLimit: '12',
      favourites: ['nobody', 'af_sky', 4, 'af_sky'],
      saveFormat: 'ogg',
    });
    expect(parsed).toEqual({
      ...defaultSettings,
      voice: 'bf_emma',
      foreignHosts: ['runanything.ai'],
      favourites: ['af_sky'],
    });
  });
});

describe('conversion', () => {
  test('hands the server only its own settings', () => {
    expect(toServerSettings(chosen)).toEqual({
      maxInputLength: 9000,
      fallback: 'espeak-ng',
      queueLimit: 4,
      loadTimeoutMs: 30_000,
      libraryLimitBytes: 100_000_000,
    });
  });

  test('configures the model engine for Kokoro even when the built-in voice is chosen', () => {
    expect(toEngineConfig(chosen)).toEqual({
      model: 'kokoro-82m',
      device: 'webgpu',
      dtype: 'fp32',
      threads: 3,
    });
    expect(toEngineConfig({ ...chosen, model: 'other' }).model).toBe('other');
  });
});

describe('createSettingsStorage', () => {
  test('keeps settings from one visit to the next', () => {
    const items = new Map<string, string>();
    const open = (): Pick<Storage, 'getItem' | 'setItem'> => ({
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
    });
    expect(createSettingsStorage(open).write(chosen)).toBe(true);
    expect(createSettingsStorage(open).read()).toEqual(chosen);
  });

  test('survives storage that is denied', () => {
    const storage = createSettingsStorage(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(storage.read()).toEqual(defaultSettings);
    expect(storage.write(chosen)).toBe(false);
  });

  test('survives stored text that is not JSON', () => {
    const storage = createSettingsStorage(() => ({ getItem: () => '{', setItem: () => undefined }));
    expect(storage.read()).toEqual(defaultSettings);
  });
});
