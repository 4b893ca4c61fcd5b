import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEspeak } from '../../../../src/engines/espeak/load-espeak.ts';
import { trimmedEspeak } from './trimmed-espeak.ts';

describe('loadEspeak', () => {
  let trimmed = '';
  let folder = '';

  beforeAll(async () => {
    trimmed = join(fileURLToPath((await trimmedEspeak()).baseUrl), 'espeak');
    folder = await mkdtemp(join(tmpdir(), 'sotto-espeak-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('loads once per place', async () => {
    const location = await trimmedEspeak();
    const first = await loadEspeak(location);
    expect(await loadEspeak(location)).toBe(first);
    expect(first.sampleRate).toBe(22_050);
    expect(first.toIpa('en-us', 'Hello world. How are you?')).toBe('h_ə_l_ˈoʊ w_ˈɜː_l_d | h_ˈaʊ ɑːɹ j_uː');
  });

  it('refuses a voice that was trimmed away, and keeps speaking', async () => {
    const espeak = await loadEspeak(await trimmedEspeak());
    expect(() => espeak.toIpa('de', 'Hallo')).toThrow("eSpeak NG has no voice 'de'.");
    expect(espeak.toIpa('fr', 'oui')).toBe('_w_ˈi');
  });

  it('tries again after a missing script, and after missing data', async () => {
    const location = { baseUrl: `${pathToFileURL(folder).href}/` };
    const unavailable = { name: 'SpeechError', code: 'engine_unavailable' };
    await expect(loadEspeak(location)).rejects.toMatchObject(unavailable);
    await mkdir(join(folder, 'espeak'));
    // Node takes what lies outside a package for CommonJS.
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await copyFile(join(trimmed, 'espeak-ng.js'), join(folder, 'espeak/espeak-ng.js'));
    await expect(loadEspeak(location)).rejects.toMatchObject(unavailable);
    await copyFile(join(trimmed, 'espeak-ng.data'), join(folder, 'espeak/espeak-ng.data'));
    const espeak = await loadEspeak(location);
    expect(espeak.toIpa('it', 'sì')).toBe('s_ˈiː');
  });
});
