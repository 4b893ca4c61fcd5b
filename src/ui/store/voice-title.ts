import { parseVoice } from '../../speech/parse-voice.ts';
import { findVoice } from '../../speech/voices.ts';

/** Names a voice or a mix for people: "Heart", "Bella and Heart". */
export function toVoiceTitle(voice: string): string {
  try {
    const names = parseVoice(voice).map(({ id }) => findVoice(id)?.name ?? id);
    const last = names.pop() ?? voice;
    return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
  } catch {
    return voice;
  }
}
