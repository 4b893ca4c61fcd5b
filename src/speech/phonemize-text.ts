import type { Phonemizer } from '../contract/phonemizer.ts';
import type { PhonemeSource } from '../contract/segment.ts';
import { plan } from './plan.ts';
import type { Script } from '../contract/script.ts';
import type { TextSlice } from '../text/sentences/slice.ts';

/** A word of the user's text, with what is said for it. */
export interface PhonemizedWord extends TextSlice {
  readonly spoken: string;
  readonly phonemes: string;
  readonly source: PhonemeSource;
}

/** A whole text in phonemes. */
export interface PhonemizedText {
  readonly phonemes: string;
  /** Kokoro's ids, one padding zero at each end. */
  readonly tokenIds: readonly number[];
  /** The text as it is read. */
  readonly read: string;
  readonly words: readonly PhonemizedWord[];
  /** How the text is cut for the engine. */
  readonly segments: readonly TextSlice[];
}

/** Phonemises a whole script as `speak` does, without sound. Rejects as `plan` does. */
export async function phonemizeText(
  script: Script,
  phonemizer: Phonemizer,
  signal: AbortSignal,
): Promise<PhonemizedText> {
  const phonemes: string[] = [];
  const read: string[] = [];
  const words: PhonemizedWord[] = [];
  const segments: TextSlice[] = [];
  for await (const segment of plan(script, phonemizer, { signal })) {
    if (segment.kind === 'pause') continue;
    phonemes.push(segment.phonemes);
    read.push(segment.read);
    segments.push({ start: segment.start, end: segment.end });
    for (const { start, end, phonemeStart, phonemeEnd, spoken, source } of segment.words) {
      words.push({
        start,
        end,
        spoken: spoken ?? script.source.slice(start, end),
        phonemes: Array.from(segment.phonemes).slice(phonemeStart, phonemeEnd).join(''),
        source: source ?? 'espeak',
      });
    }
  }
  const all = phonemes.join(' ');
  return {
    phonemes: all,
    tokenIds: phonemizer.alphabet.toTokenIds(all),
    read: read.join(' '),
    words,
    segments,
  };
}
