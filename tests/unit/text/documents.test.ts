import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { InputFormat } from '../../../src/contract/input-format.ts';
import { findLanguage } from '../../../src/contract/language.ts';
import { createScript } from '../../../src/text/formats/create-script.ts';
import { readScript } from '../../fixtures/read-script.ts';

const folder = fileURLToPath(new URL('../../fixtures/documents/', import.meta.url));
const formats: Readonly<Record<string, InputFormat>> = { html: 'html', md: 'markdown', txt: 'text' };
// `poem.it.txt` is in Italian; `poem.it.txt.spoken` is what is said of it, a sentence on each line.
const names = readdirSync(folder).filter((name) => !name.endsWith('.spoken'));

describe('a document', () => {
  it.each(names)('%s is read as a careful person reads it', async (name) => {
    const [, tag = '', ending = tag] = name.split('.');
    const script = await createScript({
      text: readFileSync(folder + name, 'utf8'),
      voice: [{ id: 'af_heart', weight: 1 }],
      language: findLanguage(tag, 'en-us') ?? 'en-us',
      speed: 1,
      format: formats[ending] ?? 'text',
    });
    expect(readScript(script)).toEqual(readFileSync(`${folder}${name}.spoken`, 'utf8').trimEnd().split('\n'));
  });

  it('is there ten times', () => {
    expect(names).toHaveLength(10);
  });
});
