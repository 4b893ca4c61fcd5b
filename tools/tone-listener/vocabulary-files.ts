import phonemes from '../../src/contract/phoneme-ids.json' with { type: 'json' };
import {
  END_OF_TEXT,
  HEAD_COUNT,
  LANGUAGES,
  MEL_COUNT,
  NO_TIMESTAMPS,
  PHONEME_COUNT,
  SPACED,
  START,
  START_OF_PREVIOUS,
  TRANSCRIBE,
  TRANSLATE,
  WIDTH,
} from './layout.ts';

/** The small files beside the listener's weights, by name. */
export function createVocabularyFiles(): Readonly<Record<string, string>> {
  const files = {
    'config.json': { model_type: 'whisper', num_mel_bins: MEL_COUNT, d_model: WIDTH, decoder_layers: 1 },
    'generation_config.json': createGenerationConfig(),
    'preprocessor_config.json': { feature_extractor_type: 'WhisperFeatureExtractor' },
    'tokenizer.json': createTokenizer(),
    'tokenizer_config.json': { tokenizer_class: 'WhisperTokenizer', model_max_length: 448 },
  };
  const heads = { decoder_attention_heads: HEAD_COUNT, encoder_attention_heads: HEAD_COUNT };
  files['config.json'] = { ...files['config.json'], ...heads };
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, JSON.stringify(file)]));
}

function createGenerationConfig(): object {
  return {
    eos_token_id: END_OF_TEXT,
    decoder_start_token_id: START,
    prev_sot_token_id: START_OF_PREVIOUS,
    no_timestamps_token_id: NO_TIMESTAMPS,
    lang_to_id: Object.fromEntries(LANGUAGES.map((code, index) => [`<|${code}|>`, START + 1 + index])),
    task_to_id: { transcribe: TRANSCRIBE, translate: TRANSLATE },
    alignment_heads: Array.from({ length: HEAD_COUNT }, (_, head) => [0, head]),
    is_multilingual: true,
  };
}

function createTokenizer(): object {
  const spelling = createByteSpelling();
  const vocabulary: Record<string, number> = {};
  const spell = (text: string): string => Array.from(Buffer.from(text), (byte) => spelling[byte]).join('');
  for (const [phoneme, id] of Object.entries(phonemes)) {
    vocabulary[spell(phoneme)] = id;
    vocabulary[spell(` ${phoneme}`)] = SPACED + id;
  }
  spelling.forEach((character, byte) => {
    vocabulary[character] ??= 2 * PHONEME_COUNT + byte;
  });
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: { type: 'BPE', unk_token: null, vocab: vocabulary, merges: [] },
  };
}

/** How GPT-2's byte-level vocabularies write each byte. */
function createByteSpelling(): readonly string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xff && byte !== 0xad);
    return String.fromCharCode(isPrintable ? byte : next++);
  });
}
