import type { LexiconEntry } from '../../../contract/lexicon.ts';
import { findBestVoice } from '../../store/best-voices.ts';
import type { PreviewRequest } from '../../store/preview.ts';
import { toMixLanguage } from '../../store/voice-language.ts';

interface PreviewOptions {
  /** The page's voice; one of the entry's language speaks where that is another. */
  readonly voice: string;
  /** False says the word as it is said without the entry. */
  readonly isSayable: boolean;
}

/** Converts an entry to a request that says its word. */
export function toEntryPreview(entry: LexiconEntry, { voice, isSayable }: PreviewOptions): PreviewRequest {
  const { written, says, language } = entry;
  const text = written.trim();
  const isOwn = language === 'all' || language === toMixLanguage(voice);
  return {
    text,
    voiceName: isOwn ? voice : findBestVoice(language),
    ...(isSayable ? { pronunciations: { [text]: says.trim() } } : {}),
  };
}
