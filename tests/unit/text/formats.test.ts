import { describe, expect, it } from 'vitest';
import { createScript, detectFormat } from '../../../src/text/formats/create-script.ts';
import type { InputFormat } from '../../../src/contract/input-format.ts';

async function readWords(text: string, format: InputFormat, hasTags = false): Promise<string> {
  const script = await createScript(text, { format, hasTags });
  return script.text.trim();
}

describe('a script', () => {
  it.each<[InputFormat, string, string]>([
    ['markdown', '## Plan\n\nWe **walk** [home](https://example.org).', 'Plan\n\nWe walk home.'],
    ['markdown', '* tea\n* cake', 'tea\n\ncake'],
    ['markdown', '| Pet | Age |\n|--|--|\n| Rex | 4 |', 'Pet, Age\n\nRex, 4'],
    ['markdown', 'Now.\n\n```sh\nls\n```\n\nThen `rm`.', 'Now.\n\nThen rm.'],
    ['markdown', '---\ntitle: x\n---\n\n> one\n> two\n\n![a hill](h.png)', 'one two\n\na hill'],
    ['markdown', 'A[^1] b.\n\n[^1]: Note.', 'A b.'],
    ['markdown', '<think>Hm.</think>Yes.', 'Yes.'],
    ['html', '<h2>Tea</h2><p>Salt &amp; lemon<br>only.</p>', 'Tea\n\nSalt & lemon\n\nonly.'],
    ['html', '<p>In<i>crediblе</i></p><script>x()</script>', 'Incrediblе'],
    ['html', '<table><tr><td>a<td>b</table> <img alt="a cat">', 'a, b\n\n a cat'],
    ['ssml', '<speak>One <emphasis>two</emphasis><unknown> three</unknown></speak>', 'One two three'],
    ['ssml', '<speak>not closed', '<speak>not closed'],
    ['text', 'One *two* [1s] three', 'One *two* [1s] three'],
  ])('of %s has the words of %j alone', async (format, text, words) => {
    expect(await readWords(text, format)).toBe(words);
  });

  it.each<[InputFormat, string, readonly [string, string]]>([
    ['markdown', 'Go **north\\!** now &lt;', ['!', '\\!']],
    ['markdown', '> one\n> two', ['two', 'two']],
    ['html', '<p>fish &amp; chips</p>', ['&', '&amp;']],
    ['html', 'un<b>belie</b>vable', ['unbelievable', 'un<b>belie</b>vable']],
    ['ssml', '<speak>Tom &amp; <sub alias="x">Ann</sub></speak>', ['Ann', 'Ann']],
  ])('of %s %j keeps where words came from', async (format, text, [word, written]) => {
    const script = await createScript(text, { format, hasTags: false });
    const start = script.text.indexOf(word);
    const source = script.toSource({ start, end: start + word.length });
    expect(text.slice(source.start, source.end)).toBe(written);
  });

  it('holds pauses and phonemes', async () => {
    const tagged = await createScript('Hi [pause:1.5s]you, [Ann](/æn/) [250ms].', {
      format: 'text',
      hasTags: true,
    });
    expect(tagged.text).toBe('Hi you, Ann .');
    expect(tagged.pauses).toEqual([
      { at: 3, seconds: 1.5 },
      { at: 12, seconds: 0.25 },
    ]);
    expect(tagged.sayings).toEqual([{ start: 8, end: 11, phonemes: 'æn' }]);
    const ssml = await createScript('<speak>A<break time="90s"/>B</speak>', {
      format: 'ssml',
      hasTags: false,
    });
    expect(ssml.pauses).toEqual([{ at: 1, seconds: 60 }]);
  });

  it('refuses pauses without end, document types and deep nesting', async () => {
    const read = (text: string): Promise<unknown> => createScript(text, { format: 'ssml', hasTags: false });
    const deep = '<p>'.repeat(11) + '</p>'.repeat(11);
    const long = '<break time="60s"/>'.repeat(11);
    for (const text of [
      `<speak>${long}</speak>`,
      '<!DOCTYPE speak [<!ENTITY a "b">]><speak/>',
      `<speak>${deep}</speak>`,
    ]) {
      await expect(read(text)).rejects.toMatchObject({ code: 'invalid_value', param: 'input' });
    }
  });

  it('is made of the format that a text seems to have', () => {
    expect(detectFormat('<speak>Hi.</speak>')).toBe('ssml');
    expect(detectFormat('<p>Hi.</p>')).toBe('html');
    expect(detectFormat('# Hi\n\nyou')).toBe('markdown');
    expect(detectFormat('Is 3 < 4 * 2?')).toBe('text');
  });
});
