import { bindLetters } from '../sentences/bind-letters.ts';
import type { TextSlice } from '../sentences/slice.ts';
import { type SpokenPassage, toSourceWords } from '../sentences/sentence-reading.ts';
import type { SpokenPart } from './normalise.ts';
import { toSpokenText } from './spoken-text.ts';

const sign = /^[.,;:!?…—)”]$/u;

/** Parts what is looked up from what has its phonemes already. */
export function toPassages(parts: readonly SpokenPart[]): SpokenPassage[] {
  const passages: SpokenPassage[] = [];
  let plain: SpokenPart[] = [];
  const endPlain = (): void => {
    const read = toSpokenText(plain);
    plain = [];
    if (read.text === '') return;
    const place: SpokenPassage['place'] = (words) => toSourceWords(words, read);
    passages.push({ text: read.text, bound: bindLetters(read), phonemes: null, place });
  };
  for (const part of parts) {
    const last = passages.at(-1);
    const isSign = part.kind === 'mark' && !part.isSpaced && sign.test(part.spoken);
    if (part.phonemes !== undefined) {
      endPlain();
      passages.push(toGivenPassage({ ...part, phonemes: part.phonemes }));
    } else if (isSign && plain.length === 0 && typeof last?.phonemes === 'string') {
      // A sign belongs to the phonemes before it: alone it would be no passage.
      passages[passages.length - 1] = {
        ...last,
        text: last.text + part.spoken,
        phonemes: last.phonemes + part.spoken,
      };
    } else plain.push(part);
  }
  endPlain();
  return passages;
}

/** A passage whose phonemes are given: one word. */
export function toGivenPassage({
  spoken,
  phonemes,
  start,
  end,
}: TextSlice & { readonly spoken: string; readonly phonemes: string }): SpokenPassage {
  const phonemeEnd = Array.from(phonemes).length;
  return {
    text: spoken,
    phonemes,
    place: ([looked]) => [
      { start, end, spoken, phonemeStart: 0, phonemeEnd: looked?.phonemeEnd ?? phonemeEnd, source: 'inline' },
    ],
  };
}
