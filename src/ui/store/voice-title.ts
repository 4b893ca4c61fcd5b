import { parseVoice } from '../../contract/parse-voice.ts';
import { findVoice } from '../../contract/voices.ts';
import type { Words } from '../words/words.ts';

/** Names a voice or a mix for people: "Heart", "Bella and Heart". */
export function toVoiceTitle(voice: string, { list }: Words): string {
  try {
    return list(parseVoice(voice).map(({ id }) => findVoice(id)?.name ?? id));
  } catch {
    return voice;
  }
}
