import { readFile } from 'node:fs/promises';

const VOCABULARY = new URL('../src/contract/phoneme-ids.json', import.meta.url);
const PAD = '$';

/** The three small files beside a Kokoro model, by name, byte for byte as they are published. */
export async function createTokenizerFiles(): Promise<Record<string, string>> {
  const phonemes = JSON.parse(await readFile(VOCABULARY, 'utf8')) as Record<string, number>;
  const vocabulary = Object.fromEntries([
    [PAD, 0],
    ...Object.entries(phonemes).sort(([, first], [, second]) => first - second),
  ]) as Record<string, number>;
  return {
    'config.json': toAsciiJson({ model_type: 'style_text_to_speech_2' }),
    'tokenizer.json': toAsciiJson(createTokenizer(vocabulary)),
    'tokenizer_config.json': toAsciiJson({
      model_max_length: 512,
      pad_token: PAD,
      tokenizer_class: 'PreTrainedTokenizer',
      unk_token: PAD,
    }),
  };
}

function createTokenizer(vocabulary: Record<string, number>): object {
  const special = { SpecialToken: { id: PAD, type_id: 0 } };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: {
      type: 'Replace',
      pattern: { Regex: `[^${Object.keys(vocabulary).join('')}]` },
      content: '',
    },
    pre_tokenizer: { type: 'Split', pattern: { Regex: '' }, behavior: 'Isolated', invert: false },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special, { Sequence: { id: 'A', type_id: 0 } }, special],
      special_tokens: { [PAD]: { id: PAD, ids: [0], tokens: [PAD] } },
    },
    decoder: null,
    model: { vocab: vocabulary },
  };
}

/** Two spaces, no final newline, everything outside ASCII escaped: the layout of the published files. */
function toAsciiJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
