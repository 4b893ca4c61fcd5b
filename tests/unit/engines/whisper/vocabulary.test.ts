import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../../../../src/engines/whisper/text/vocabulary.ts';
import { createVocabularyFiles } from '../../../../tools/tone-listener/vocabulary-files.ts';

function createVocabulary(): Vocabulary {
  const files = createVocabularyFiles();
  return new Vocabulary({
    tokenizer: files['tokenizer.json'] ?? '',
    tokenizerConfig: files['tokenizer_config.json'] ?? '',
    generationConfig: files['generation_config.json'] ?? '',
  });
}

describe('the vocabulary of Whisper', () => {
  it('keeps Arabic letters from languages that are written in Devanagari', () => {
    const vocabulary = createVocabulary();
    const foreign = new Set(vocabulary.listForeign('hi'));
    const isForeign = (text: string): boolean => vocabulary.encode(text).some((id) => foreign.has(id));
    expect(['ناو', 'سبہ', 'پہاڑی', 'ؔ'].map(isForeign)).toEqual([true, true, true, true]);
    expect(['नाव सुबह।', 'ferry – “é”', '船は', 'Ελλάδα', 'мост'].map(isForeign)).toEqual(
      Array(5).fill(false),
    );
  });

  it('keeps nothing from languages that it has no rule for', () => {
    expect(createVocabulary().listForeign('ur')).toEqual([]);
    expect(createVocabulary().listForeign('en')).toEqual([]);
  });
});
