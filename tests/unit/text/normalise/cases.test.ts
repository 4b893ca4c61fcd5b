import { describe, expect, it } from 'vitest';
import type { Language } from '../../../../src/contract/language.ts';
import { createScript } from '../../../../src/text/formats/create-script.ts';
import { readScript } from '../../../fixtures/read-script.ts';
import casesJson from './cases.json' with { type: 'json' };
import formulasJson from './formulas.json' with { type: 'json' };

// Each case has a text and what is said of it; sentences are parted by ` | `.
const cases = Object.entries(casesJson) as unknown as [Language, [text: string, spoken: string][]][];

/** Formulas in Markdown. */
const formulas = Object.entries(formulasJson) as unknown as typeof cases;

async function read(text: string, language: Language, format: 'markdown' | 'text'): Promise<string> {
  const voice = [{ id: 'af_heart', weight: 1 }] as const;
  return readScript(await createScript({ text, voice, language, speed: 1, format })).join(' | ');
}

describe.each(cases)('%s is read', (language, texts) => {
  it.each(texts)('%j', async (text, spoken) => {
    expect(await read(text, language, 'text')).toBe(spoken);
  });
});

describe.each(formulas)('%s is read in formulas', (language, texts) => {
  it.each(texts)('%j', async (text, spoken) => {
    expect(await read(text, language, 'markdown')).toBe(spoken);
  });
});
