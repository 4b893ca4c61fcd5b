import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findModel, officialModels } from '../../../src/models/catalog/model-catalog.ts';
import { withListeningPage } from '../../../tools/hear/listening-page.ts';
import { parseOptions as parseHear } from '../../../tools/hear/options.ts';
import { chooseDtypes } from '../../../tools/models/write-hub-mirror.ts';
import { parseNames } from '../../../tools/parse-names.ts';
import { chooseByWords, parseOptions as parseMemory } from '../../../tools/soak/memory-options.ts';

it('names that are none are refused with those that are', () => {
  expect(parseNames(['b'], ['a', 'b'], 'picture')).toEqual(['b']);
  expect(() => parseNames(['a', 'c'], ['a', 'b'], 'picture')).toThrow(
    new TypeError("There is no picture 'c': a, b."),
  );
});

it('what some voices say does not replace the document of all', () => {
  expect(parseHear([])).toMatchObject({ document: 'hearing', voices: null, out: null });
  expect(parseHear(['--voices', 'af_heart,jf_alpha', '--out', 'x.md'])).toMatchObject({
    voices: ['af_heart', 'jf_alpha'],
    out: 'x.md',
  });
  expect(() => parseHear(['--voices', 'af_hart', '--out', 'x.md'])).toThrow("There is no voice 'af_hart'");
  expect(() => parseHear(['--voices', 'af_heart'])).toThrow('need --out');
  expect(() => parseHear(['--sentences', 'x.json'])).toThrow('need --out');
  expect(() => parseHear(['--speeds', '--voices', 'af_heart', '--out', 'x.md'])).toThrow(TypeError);
});

it('a mirror that is named is not replaced by another', async () => {
  const models = mkdtempSync(join(tmpdir(), 'empty-mirror-'));
  const opened = withListeningPage({ models }, () => Promise.reject(new Error('It was opened.')));
  await expect(opened).rejects.toThrow(`There are no weights of kokoro-82m in ${models}.`);
});

it('a mirror holds q8 unless others are named, or what a model has in its place', () => {
  const [kokoro, speakers] = ['kokoro-82m', 'speaker-turns'].map((id) => findModel(officialModels, id));
  expect(chooseDtypes(kokoro!)).toEqual(['q8']);
  expect(chooseDtypes(kokoro!, ['fp16', 'fp32'])).toEqual(['fp16', 'fp32']);
  expect(chooseDtypes(speakers!)).toEqual(['fp32']);
  expect(() => chooseDtypes(speakers!, ['q8'])).toThrow("There is no precision of speaker-turns 'q8': fp32.");
});

it('the measurement of memory does what its words name, or says that nothing is called so', () => {
  const all = [{ name: 'ten tabs' }, { name: 'a trial of the GPU' }];
  expect(chooseByWords(all, parseMemory([]).only)).toEqual(all);
  expect(chooseByWords(all, parseMemory(['--only', 'tabs']).only)).toEqual([all[0]]);
  expect(() => chooseByWords(all, ['tabs', 'soup'])).toThrow("Nothing is called 'soup': ten tabs;");
  expect(parseMemory(['--models', 'm', '--listening', '80000000']).listeningBytes).toBe(80_000_000);
  expect(() => parseMemory(['--models', 'm', '--listening', 'abc'])).toThrow(TypeError);
  expect(() => parseMemory(['--listening', '5'])).toThrow('--listening needs --models');
});
