import { describe, expect, it } from 'vitest';
import { createScript } from '../../../src/text/formats/create-script.ts';
import { detectFormat } from '../../../src/text/formats/detect-format.ts';
import type { InputFormat } from '../../../src/contract/input-format.ts';
import type { Script } from '../../../src/contract/script.ts';
import { toSourceRange, toStretches } from '../../../src/text/script/stretches.ts';
import { request } from '../speech/plan-whole.ts';

const read = (text: string, format: InputFormat, hasTags = false): Promise<Script> =>
  createScript(request(text, { format, hasTags }));

const toText = ({ items }: Script): string =>
  items.map((item) => (item.kind === 'run' ? item.text : '')).join('');

async function readWords(text: string, format: InputFormat): Promise<string> {
  return toText(await read(text, format)).trim();
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
    ['markdown', '> one\n> and $x^2$ is', 'one and x^2 is'],
    ['markdown', 'See [the note][1] and [1].\n\n[1]: a', 'See the note and .'],
    ['html', 'x<sup>2</sup> is.<sup>1</sup> 1<sup>st</sup>', 'x² is.¹ 1st'],
    ['html', '<ruby>Tokyo<rp>(</rp><rt>tok</rt><rp>)</rp></ruby>', 'Tokyo'],
    ['html', '<h2>Tea</h2><p>Salt &amp; lemon<br>only.</p>', 'Tea\n\nSalt & lemon\n\nonly.'],
    ['html', '<p>In<i>crediblе</i></p><script>x()</script>', 'Incrediblе'],
    ['html', '<table><tr><td>a<td>b</table> <img alt="a cat">', 'a, b\n\n a cat'],
    [
      'html',
      'x<img alt="a"><b>y</b>, <img alt="b"><img alt="c">.<table><td><img alt="d"><td>e</table>',
      'x a y, b c.\n\nd, e',
    ],
    ['ssml', '<speak>One <emphasis>two</emphasis><unknown> three</unknown></speak>', 'One two three'],
    ['ssml', '<speak>not closed', 'not closed'],
    ['html', 'One &am&ltp; two', 'One &am<p; two'],
    ['text', 'One *two* [1s] three', 'One *two* [1s] three'],
    ['markdown', String.raw`Sum[^3] $\sum_{i=1}^n i$`, 'Sum ∑ i=1 → n i'],
  ])('of %s has the words of %j alone', async (format, text, words) => {
    expect(await readWords(text, format)).toBe(words);
  });

  it.each<[InputFormat, string, readonly [string, string]]>([
    ['markdown', 'Go **north\\!** now &lt;', ['!', '\\!']],
    ['markdown', '> one\n> two', ['two', 'two']],
    ['markdown', '> [!NOTE]\n> two', ['two', 'two']],
    ['markdown', 'a &amp; :tea: two', ['two', 'two']],
    ['html', '<p>fish &amp; chips</p>', ['&', '&amp;']],
    ['html', 'un<b>belie</b>vable', ['unbelievable', 'un<b>belie</b>vable']],
    ['ssml', '<speak>Tom &amp; <sub alias="Annabel">Ann</sub></speak>', ['Annabel', 'Ann']],
    ['ssml', '<speak><!-- a --><![CDATA[1 < 2]]> <?x y?>Ann</speak>', ['1 < 2', '1 < 2']],
    ['ssml', '<speak><!-- a --><![CDATA[1 < 2]]> <?x y?>Ann</speak>', ['Ann', 'Ann']],
    ['html', '<p>See <img src="c.png" alt="a cat"> here</p>', ['cat', '<img src="c.png" alt="a cat">']],
  ])('of %s %j keeps where words came from', async (format, text, [word, written]) => {
    const [stretch] = toStretches(await read(text, format));
    if (stretch?.kind !== 'stretch') throw new Error('There is no text.');
    const start = stretch.text.indexOf(word);
    const source = toSourceRange(stretch, { start, end: start + word.length });
    expect(text.slice(source.start, source.end)).toBe(written);
  });

  it('holds pauses and phonemes', async () => {
    const text = 'Hi [pause:1.5s]you, [Ann](/æn/) [250ms].';
    const { items } = await read(text, 'text', true);
    const parts = items.map((item) => ({
      written: text.slice(item.source.start, item.source.end),
      ...(item.kind === 'pause' ? { seconds: item.seconds } : { text: item.text, phonemes: item.phonemes }),
    }));
    expect(parts).toEqual([
      { written: 'Hi ', text: 'Hi ' },
      { written: '[pause:1.5s]', seconds: 1.5 },
      { written: 'you, ', text: 'you, ' },
      { written: 'Ann', text: 'Ann', phonemes: 'æn' },
      { written: ' ', text: ' ' },
      { written: '[250ms]', seconds: 0.25 },
      { written: '.', text: '.' },
    ]);
    const ssml = await read('<speak>A<break time="90s"/>B</speak>', 'ssml');
    expect(ssml.items.map((item) => (item.kind === 'pause' ? item.seconds : item.text))).toEqual([
      'A',
      60,
      'B',
    ]);
    expect(ssml.warnings).toEqual(['A pause of more than 60 seconds was shortened.']);
  });

  it('refuses pauses without end, document types and deep nesting', async () => {
    const deep = '<p>'.repeat(11) + '</p>'.repeat(11);
    const long = '<break time="60s"/>'.repeat(11);
    for (const text of [
      `<speak>${long}</speak>`,
      '<!DOCTYPE speak [<!ENTITY a "b">]><speak/>',
      `<speak>${deep}</speak>`,
    ]) {
      await expect(read(text, 'ssml')).rejects.toMatchObject({ code: 'invalid_value', param: 'input' });
    }
  });

  it('is made of the format that a text seems to have', () => {
    expect(detectFormat('<speak>Hi.</speak>')).toBe('ssml');
    expect(detectFormat('<p>Hi.</p>')).toBe('html');
    expect(detectFormat('# Hi\n\nyou')).toBe('markdown');
    expect(detectFormat('Is 3 < 4 * 2?')).toBe('text');
  });
});
