import type { TakeInfo } from '../../../speech/library.ts';
import { SAMPLE_RATE } from '../../../speech/ports.ts';
import { findVoice, toVoiceName } from '../../../speech/voices.ts';

const engineNames = { kokoro: 'Kokoro 82M', 'espeak-ng': 'built-in voice' } as const;

const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** Says when a take was made, how long it is and who speaks, e.g. `0:42, Bella, Kokoro 82M, Jan 5, 2026, 4:10 PM`. */
export function toTakeFacts({ frameCount, request, engine, createdAt }: TakeInfo): string {
  const [first] = request.voice;
  const name = toVoiceName(request.voice);
  const voice = request.voice.length === 1 ? (findVoice(first.id)?.name ?? name) : name;
  const speed = request.speed === 1 ? null : `${request.speed} ×`;
  // The built-in voice has no voices of Kokoro's.
  const speaker = engine === 'kokoro' ? `${voice}, ${engineNames[engine]}` : engineNames[engine];
  const facts = [toDuration(frameCount / SAMPLE_RATE), speaker, speed, dates.format(createdAt)];
  return facts.filter((fact) => fact !== null).join(', ');
}

function toDuration(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
