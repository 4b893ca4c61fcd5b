import { describe, expect, it } from 'vitest';
import type { InputFormat } from '../../../src/contract/input-format.ts';
import type { ReadingRequest } from '../../../src/contract/request.ts';
import type { Script } from '../../../src/contract/script.ts';
import { parseVoiceAliases } from '../../../src/contract/parse-voice.ts';
import { toVoiceName } from '../../../src/contract/voices.ts';
import { createScript } from '../../../src/text/formats/create-script.ts';
import { request } from '../speech/plan-whole.ts';

async function write(text: string, more: Partial<ReadingRequest> = {}): Promise<Script> {
  const script = await createScript(request(text, { hasTags: true, hasVoiceLanguages: true, ...more }));
  for (const { source } of script.items) expect(source.end).toBeGreaterThanOrEqual(source.start);
  return script;
}

/** What is spoken: `voice language speed: text`, or seconds. */
const tell = ({ items }: Script): string[] =>
  items.map((item) => {
    if (item.kind === 'pause') return `${item.seconds} s`;
    const { voice, language, speed, text, phonemes } = item;
    return `${toVoiceName(voice)} ${language} ${speed}: ${text}${phonemes === undefined ? '' : ` /${phonemes}/`}`;
  });

describe('tags in a text', () => {
  it('change voice, rate and language from where they stand', async () => {
    const voiceAliases = parseVoiceAliases({ Ann: { voice: 'bf_emma', rate: 1.5 }, Bob: 'am_adam+am_echo' });
    const text = 'One [rate:1.2]two [voice:ann]three [rate:2]four [VOICE: bob]five[.5s] six';
    expect(tell(await write(text, { voiceAliases, speed: 2 }))).toEqual([
      'af_heart en-us 2: One ',
      'af_heart en-us 2.4: two ',
      'bf_emma en-gb 3: three ',
      'bf_emma en-gb 4: four ',
      'am_adam+am_echo en-us 2: five',
      '0.5 s',
      'am_adam+am_echo en-us 2:  six',
    ]);
    const [, french] = tell(await write('A [voice:ff_siwis]b', { hasVoiceLanguages: false }));
    expect(french).toBe('ff_siwis en-us 1: b');
  });

  it.each<[InputFormat, string]>([
    ['markdown', '# One\n\nSo **two** [1s] and [voice:am_adam]three.'],
    ['html', '<h1>One</h1><p>So <b>two</b> [1s] and [voice:am_adam]three.'],
  ])('are obeyed in %s', async (format, text) => {
    const told = tell(await write(text, { format }));
    expect(told.slice(-3)).toEqual(['1 s', 'af_heart en-us 1:  and ', 'am_adam en-us 1: three.']);
    expect(tell(await write(text, { format, hasTags: false })).join('')).toContain('[voice:am_adam]');
  });

  it('are text where they are none, with a warning where they look like some', async () => {
    const text = 'See [1] and [note], [voice:nobody] or [pauze:1s] and [rate:fast].';
    const { items, warnings } = await write(text);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ text });
    expect(warnings.map((warning) => /'(.*?)'/u.exec(warning)?.[1])).toEqual([
      '[voice:nobody]',
      '[pauze:1s]',
      '[rate:fast]',
    ]);
  });
});

describe('SSML', () => {
  const writeSsml = (body: string, more: Partial<ReadingRequest> = {}): Promise<Script> =>
    write(`<speak>${body}</speak>`, { format: 'ssml', ...more });

  it('changes voice, rate, language and volume within their elements', async () => {
    const body =
      'a<voice name="nobody bf_emma">b<prosody rate="+50%">c</prosody>d</voice>' +
      '<lang xml:lang="fr-FR">e</lang><prosody rate="slow" volume="-6dB">f</prosody>g';
    const script = await writeSsml(body, { speed: 2 });
    expect(tell(script)).toEqual([
      'af_heart en-us 2: a',
      'bf_emma en-gb 2: b',
      'bf_emma en-gb 3: c',
      'bf_emma en-gb 2: d',
      'af_heart fr 2: e',
      'af_heart en-us 1.5: f',
      'af_heart en-us 2: g',
    ]);
    const [gain] = script.items.flatMap((item) => (item.kind === 'run' ? (item.gain ?? []) : []));
    expect(gain).toBeCloseTo(0.501, 3);
  });

  it('says words in another way, each tied to what the user wrote', async () => {
    const body =
      '<sub alias="World Wide Web">WWW</sub>, <phoneme alphabet="ipa" ph="ˈæn">Ann</phoneme>' +
      '<break strength="strong"/> <say-as interpret-as="date" format="dmy">02/03/2026</say-as>' +
      ' <say-as interpret-as="characters">ABC</say-as>';
    const { items, source } = await writeSsml(body);
    expect(items.map((item) => source.slice(item.source.start, item.source.end))).toEqual([
      'WWW',
      ', ',
      'Ann',
      '<break strength="strong"/>',
      ' ',
      '02/03/2026',
      ' ',
      'ABC',
    ]);
    expect(items[0]).toMatchObject({ text: 'World Wide Web', saidBy: 'inline' });
    expect(items[2]).toMatchObject({ text: 'Ann', phonemes: 'ˈæn' });
    expect(items[3]).toMatchObject({ kind: 'pause', seconds: 1 });
    expect(items[5]).toMatchObject({ text: '2026-03-02' });
    expect(items[7]).toMatchObject({ text: 'ABC', interpretAs: 'characters' });
  });

  it('keeps the text of what it does not know, with a warning', async () => {
    const script = await writeSsml(
      '<voice name="nobody">a</voice><blink>b</blink><lang xml:lang="xx">c</lang><phoneme alphabet="x-sampa" ph="k">d</phoneme>',
    );
    expect(
      tell(script)
        .map((run) => run.slice(-1))
        .join(''),
    ).toBe('abcd');
    expect(script.warnings).toHaveLength(4);
  });
});

describe('pronunciations', () => {
  const pronunciations = {
    WCAG: 'W C A G',
    Sotto: '/sˈɑtO/',
    'new york': '/nu jɔɹk/',
    a11y: 'accessibility',
  };

  it('replace whole words, and stand for what the user wrote', async () => {
    const text = 'WCAG and Sotto, not wcag or sotto or Sottovoce, in NEW  York: A11Y.';
    const { items } = await write(text, { pronunciations });
    const said = items.flatMap((item) =>
      item.kind === 'run' && item.saidBy === 'user'
        ? [[text.slice(item.source.start, item.source.end), item.phonemes ?? item.text]]
        : [],
    );
    expect(said).toEqual([
      ['WCAG', 'W C A G'],
      ['Sotto', 'sˈɑtO'],
      ['NEW  York', 'nu jɔɹk'],
      ['A11Y', 'accessibility'],
    ]);
    expect(items.map(({ source }) => text.slice(source.start, source.end)).join('')).toBe(text);
  });

  it('leave alone what markup says how to say, and signs of patterns are no patterns', async () => {
    const { items } = await write('[Sotto](/x/) a+b (c) .*', {
      pronunciations: { Sotto: 'y', 'a+b': 'sum', '.*': 'all' },
    });
    const texts = items.map((item) => (item.kind === 'run' ? item.text : ''));
    expect(texts).toEqual(['Sotto', ' ', 'sum', ' (c) ', 'all']);
  });
});

describe('the rhythm of a text', () => {
  const pauses = { sentence: 0.1, item: 0.2, paragraph: 0.3, heading: 0.4, start: 1, end: 2 };
  const texts: readonly [InputFormat, string][] = [
    ['text', '# Tea\nBoil it. Wait a while.\n\n- milk\n- sugar\n\nDrink.\n\n***\n\nThe end.'],
    ['markdown', '# Tea\n\nBoil it. Wait a while.\n\n- milk\n- sugar\n\nDrink.\n\n***\n\nThe end.'],
    [
      'html',
      '<h1>Tea</h1><p>Boil it. Wait a while.</p><ul><li>milk</li><li>sugar</li></ul><p>Drink.</p><hr><p>The end.',
    ],
    ['ssml', '<speak><p>Boil it. Wait a while.</p><p><s>Drink.</s><s>The end.</s></p></speak>'],
  ];

  it.each(texts)('has pauses behind the parts of %s', async (format, text) => {
    const { items, source } = await write(text, { format, pauses, hasTags: false });
    const told = items.map((item) =>
      item.kind === 'pause' ? item.seconds : item.text.trim().replace(/^(?:- |# )/u, ''),
    );
    const expected =
      format === 'ssml'
        ? [1, 'Boil it.', 0.1, 'Wait a while.', 0.3, 'Drink.', 0.1, 'The end.', 2]
        : [
            1,
            'Tea',
            0.4,
            'Boil it.',
            0.1,
            'Wait a while.',
            0.3,
            'milk',
            0.2,
            'sugar',
            0.2,
            'Drink.',
            0.6,
            'The end.',
            2,
          ];
    expect(told.filter((part) => part !== '')).toEqual(expected);
    for (const item of items) {
      if (item.kind === 'run' && item.source.end > item.source.start)
        expect(source.slice(item.source.start, item.source.end)).toBe(item.text);
    }
  });

  it('adds none where none is asked for', async () => {
    for (const [format, text] of texts) {
      const { items } = await write(text, { format, hasTags: false });
      expect(items.every(({ kind }) => kind === 'run')).toBe(true);
    }
  });
});
