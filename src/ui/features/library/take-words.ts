import { SAMPLE_RATE } from '../../../contract/audio.ts';
import type { TakeInfo } from '../../../contract/takes.ts';
import { findVoice, toVoiceName } from '../../../contract/voices.ts';
import type { Words } from '../../words/words.ts';
import { toClock } from '../transport/to-clock.ts';

/** Says when a take was made, how long it is and who speaks, e.g. `0:42, Bella, Kokoro 82M, Jan 5, 2026, 4:10 PM`. */
export function toTakeFacts({ frameCount, request, engine, createdAt }: TakeInfo, words: Words): string {
  const [first] = request.voice;
  const name = toVoiceName(request.voice);
  const voice = request.voice.length === 1 ? (findVoice(first.id)?.name ?? name) : name;
  const separator = words.say('common.listSeparator');
  const facts = [
    toClock(Math.round(frameCount / SAMPLE_RATE)),
    // The built-in voice has no voices of Kokoro's.
    engine === 'kokoro' ? `${voice}${separator}Kokoro 82M` : words.say('engine.builtIn'),
    request.speed === 1 ? null : `${words.number(request.speed)} ×`,
    words.date(createdAt),
  ];
  return facts.filter((fact) => fact !== null).join(separator);
}
