import { describe, expect, it } from 'vitest';
import type { Language } from '../../../../src/contract/language.ts';
import { createScript } from '../../../../src/text/formats/create-script.ts';
import { readScript } from '../../../fixtures/read-script.ts';
import casesJson from './cases.json' with { type: 'json' };

// Each case has a text and what is said of it; sentences are parted by ` | `.
const cases = Object.entries(casesJson) as unknown as [Language, [text: string, spoken: string][]][];

describe.each(cases)('%s is read', (language, texts) => {
  it.each(texts)('%j', async (text, spoken) => {
    const script = await createScript({ text, voice: [{ id: 'af_heart', weight: 1 }], language, speed: 1 });
    expect(readScript(script).join(' | ')).toBe(spoken);
  });
});
