import type { Settings } from '../../../src/contract/settings.ts';
import { describe, expect, test } from 'vitest';
import { createSettingsStorage, type SettingsStorage } from '../../../src/page/settings-storage.ts';
import { Scope } from '../../../src/std/scope.ts';
import {
  defaultSettings,
  parseChanges,
  toEngineChanges,
  toEngineConfig,
  toServerChanges,
  toServerSettings,
  toStoredSettings,
} from '../../../src/page/settings.ts';

const chosen: Settings = {
  model: 'espeak-ng',
  voice: 'ff_siwis',
  speed: 1.25,
  playbackRate: 1.5,
  inputFormat: 'markdown',
  hasTags: true,
  calmness: 2,
  castMode: 'names',
  castVoices: { Ann: 'bf_emma' },
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
  maxHeardSeconds: 600,
  queueLimit: 4,
  loadTimeoutMs: 30_000,
  libraryLimitBytes: 100_000_000,
  upstream: { baseUrl: 'https://gpu.example/v1', when: 'slow' },
};

describe('parseChanges', () => {
  test('gives back what was stored', () => {
    expect(parseChanges(JSON.parse(toStoredSettings(null, chosen) ?? ''))).toEqual(chosen);
  });

  test.each([[null], [undefined], ['text'], [42], [[]], [{}], [{ version: 99, voice: 'bf_emma' }]])(
    'finds no change in %j',
    (value) => {
      expect(parseChanges(value)).toEqual({});
    },
  );

  test('leaves out each senseless field and keeps the others', () => {
    const parsed = parseChanges({
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
      inputFormat: 'rtf',
      calmness: 4,
      castMode: 'on',
      castVoices: { Ann: 'nobody', Bob: 'am_adam', Eve: 3 },
      favourites: ['nobody', 'af_sky', 4, 'af_sky'],
      saveFormat: 'ogg',
      upstream: { baseUrl: 'https://gpu.example/v1', when: 'asked', apiKey: 'clé' },
    });
    expect(parsed).toEqual({
      voice: 'bf_emma',
      foreignHosts: ['runanything.ai'],
      castVoices: { Bob: 'am_adam' },
      favourites: ['af_sky'],
      upstream: { baseUrl: 'https://gpu.example/v1', when: 'asked' },
    });
  });
});

describe('conversion', () => {
  test('hands on only the part of a change that concerns a thread', () => {
    const patch = { voice: 'af_sky', fallback: 'espeak-ng', threads: 2 } as const;
    expect(toServerChanges(patch)).toEqual({ voice: 'af_sky', fallback: 'espeak-ng' });
    expect(toEngineChanges(patch)).toEqual({ threads: 2 });
    expect(toEngineChanges({ model: 'espeak-ng' })).toEqual({});
    expect(toEngineChanges({ model: 'other' })).toEqual({ model: 'other' });
  });

  test('hands the server only its own settings', () => {
    expect(toServerSettings(chosen)).toEqual({
      maxInputLength: 9000,
      maxHeardSeconds: 600,
      voice: chosen.voice,
      fallback: 'espeak-ng',
      queueLimit: 4,
      loadTimeoutMs: 30_000,
      libraryLimitBytes: 100_000_000,
      upstream: { baseUrl: 'https://gpu.example/v1', when: 'slow' },
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

/** Two tabs of one origin: one storage, whose events reach the other tab. */
function openTabs(): { readonly items: Map<string, string>; readonly tabs: readonly SettingsStorage[] } {
  const items = new Map<string, string>();
  const targets = [new EventTarget(), new EventTarget()];
  const tabs = targets.map((target) =>
    createSettingsStorage({
      target,
      open: () => ({
        getItem: (key) => items.get(key) ?? null,
        setItem: (key, value) => {
          items.set(key, value);
          for (const other of targets) {
            if (other !== target) other.dispatchEvent(Object.assign(new Event('storage'), { key }));
          }
        },
      }),
    }),
  );
  return { items, tabs };
}

describe('createSettingsStorage', () => {
  test('stores what the user changed, and nothing else', () => {
    const { items, tabs } = openTabs();
    expect(tabs[0]?.change({ libraryLimitBytes: 2_000_000_000 })).toBe(true);
    expect([...items.values()].map((text): unknown => JSON.parse(text))).toEqual([
      { version: 1, libraryLimitBytes: 2_000_000_000 },
    ]);
    expect(tabs[0]?.read()).toEqual({ ...defaultSettings, libraryLimitBytes: 2_000_000_000 });
  });

  test('keeps what another tab changed meanwhile', () => {
    const [one, other] = openTabs().tabs;
    one?.change({ voice: 'bf_emma' });
    other?.change({ speed: 2 });
    one?.change({ theme: 'dark' });
    expect(other?.readChanges()).toEqual({ voice: 'bf_emma', speed: 2, theme: 'dark' });
  });

  test('tells the other tabs, until they leave', () => {
    const [one, other] = openTabs().tabs;
    const scope = new Scope();
    const heard: Settings[] = [];
    other?.follow(scope, (settings) => heard.push(settings));
    one?.change({ voice: 'bf_emma' });
    scope.dispose();
    one?.change({ voice: 'af_sky' });
    expect(heard).toEqual([{ ...defaultSettings, voice: 'bf_emma' }]);
  });

  test('leaves the settings of a newer app as they are, and its fields', () => {
    const { items, tabs } = openTabs();
    tabs[0]?.change({ voice: 'bf_emma' });
    const [key = ''] = items.keys();
    items.set(key, JSON.stringify({ version: 1, voice: 'bf_emma', hue: 30 }));
    tabs[0]?.change({ voice: 'af_sky' });
    expect(JSON.parse(items.get(key) ?? '')).toEqual({ version: 1, voice: 'af_sky', hue: 30 });
    items.set(key, '{"version":2,"voice":{}}');
    expect(tabs[0]?.change({ voice: 'af_sky' })).toBe(false);
    expect(items.get(key)).toBe('{"version":2,"voice":{}}');
    expect(tabs[0]?.read().voice).toBe('af_sky');
  });

  test('survives storage that is denied, and keeps changes while the page lives', () => {
    const storage = createSettingsStorage({
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    expect(storage.read()).toEqual(defaultSettings);
    expect(storage.change(chosen)).toBe(false);
    expect(storage.read()).toEqual(chosen);
  });

  test('survives stored text that is not JSON', () => {
    const storage = createSettingsStorage({ open: () => ({ getItem: () => '{', setItem: () => undefined }) });
    expect(storage.read()).toEqual(defaultSettings);
  });
});
