import type { Phonemizer } from '../contract/phonemizer.ts';
import type { ReadWord } from '../contract/text-reading.ts';
import { plan } from './plan.ts';
import type { Script } from '../contract/script.ts';
import type { TextSlice } from '../text/sentences/slice.ts';

/** A whole text in phonemes. */
export interface PhonemizedText {
  readonly phonemes: string;
  /** Kokoro's ids, one padding zero at each end. */
  readonly tokenIds: readonly number[];
  /** The text as it is read. */
  readonly read: string;
  readonly words: readonly ReadWord[];
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
  const words: ReadWord[] = [];
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
