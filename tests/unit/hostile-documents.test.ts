import { expect, it, vi } from 'vitest';
import { SpeechError } from '../../src/contract/errors.ts';
import type { InputFormat } from '../../src/contract/input-format.ts';
import { parseModelCatalog } from '../../src/models/catalog/model-catalog-parse.ts';
import { parseShareLink, toShareLink } from '../../src/page/share-link.ts';
import { createScript } from '../../src/text/formats/create-script.ts';
import { createRandom } from '../contract/support/random.ts';
import { mutateText } from '../fixtures/mutate-text.ts';

const DOCUMENTS = Number(process.env['SOTTO_HOSTILE_FILES'] ?? 200);
const SEED = Number(process.env['SOTTO_SEED'] ?? 18);

const speaking = { voice: [{ id: 'af_heart', weight: 1 }], language: 'en-us', speed: 1 } as const;

const documents: Readonly<Partial<Record<InputFormat, string>>> = {
  text: 'One [pause:0.5s] two. [voice:bf_emma]Three[/voice] [Kokoro](/kˈOkəɹO/) costs $5.\n\n- a\n- b\n',
  markdown:
    '# Title\n\nOne *two* **three** `four` [five](http://a.example "b").\n\n> quoted\n\n| a | b |\n| - | - |\n| 1 | $x^2$ |\n\n' +
    '1. first\n2. second\n\n```js\nlet a = 1;\n```\n\n<b>six</b> ![seven](a.png)\n',
  html:
    '<!doctype html><html lang="fr"><head><title>T</title><script>a<b</script></head><body><h1>One</h1><p>two &amp; three' +
    '<br>four<table><tr><td>5<td>6</table><ul><li>a<li>b</ul><pre>x</pre></body></html>',
  subtitles:
    '1\n00:00:01,000 --> 00:00:02,500\n<i>One</i> two.\n\n2\n00:00:03,000 --> 00:00:04,000\n- Three.\n- Four.\n',
};

const pieces = ['<', '>', '&', '&#x110000;', '[', '](', ')', '`', '```', '*'.repeat(40), '|', '$$', '<!--', ']]>', '<table>', '<script>', '-->', '00:00', '[pause:9e9s]', '[voice:', '\0', '\ud800', '😀', '\u202e', '\r', '\t', '> '.repeat(60), '    '.repeat(20), '"', '{', '}', '\\u0000', '1e999', '[]', 'null', '-1', '__proto__']; // prettier-ignore

it.each(Object.entries(documents))('reads or refuses any broken %s', async (format, document) => {
  const random = createRandom(SEED);
  for (let index = 0; index < DOCUMENTS; index += 1) {
    const text = mutateText(document, random, pieces);
    const request = { ...speaking, text, format: format as InputFormat };
    const script = await createScript(request).catch((error: unknown) => error);
    if (script instanceof SpeechError) continue;
    if (script instanceof Error) throw new Error(`For ${JSON.stringify(text)}`, { cause: script });
    const { items } = script as Awaited<ReturnType<typeof createScript>>;
    const ranges = items.map(({ source }) => [source.start, source.end] as const);
    for (const [start, end] of ranges)
      expect(0 <= start && start <= end && end <= text.length, JSON.stringify(text)).toBe(true);
  }
});

it('reads a damaged share link as what it offers, or as nothing', async () => {
  const random = createRandom(SEED);
  const link = await toShareLink('http://a.example/', {
    text: 'Hello there, '.repeat(20),
    voice: 'af_heart',
  });
  for (let index = 0; index < DOCUMENTS; index += 1) {
    const shared = await parseShareLink(mutateText(link!, random, pieces));
    expect(typeof (shared === null || shared === 'damaged' ? '' : shared.text)).toBe('string');
  }
});

it('reads a broken catalogue, or says which field is at fault', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const random = createRandom(SEED);
  const sha256 = 'a'.repeat(64);
  const file = { bytes: 5, sha256 };
  const catalog = JSON.stringify({
    models: [
      {
        ...{ id: 'kokoro-82m', aliases: ['kokoro'], name: 'Kokoro', license: 'Apache-2.0' },
        ...{ repo: 'a/b', revision: 'c'.repeat(40), files: { 'config.json': file } },
        weights: { q8: { path: 'onnx/model.onnx', ...file } },
      },
    ],
  });
  for (let index = 0; index < DOCUMENTS; index += 1) {
    const text = mutateText(catalog, random, pieces);
    try {
      parseModelCatalog(JSON.parse(text), 'catalog.json');
    } catch (error) {
      const isKnown =
        error instanceof SyntaxError || (error instanceof SpeechError && error.code === 'model_corrupt');
      if (!isKnown) throw new Error(`For ${text}`, { cause: error });
    }
  }
  vi.restoreAllMocks();
});
