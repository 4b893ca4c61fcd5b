import { SpeechError } from './errors.ts';
import type { VoiceAlias, VoiceAliases } from './voice-mix.ts';
import { parseVoice } from './parse-voice.ts';

/**
 * Parses Kokoro-FastAPI's `voice_aliases`: names that stand for a voice or a mix, or for `{ voice, rate }`.
 * Throws `invalid_type` or `invalid_value` for `voice_aliases`.
 */
export function parseVoiceAliases(value: unknown): VoiceAliases {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SpeechError('invalid_type', "Invalid type for 'voice_aliases': expected an object.", {
      param: 'voice_aliases',
    });
  }
  return new Map(
    Object.entries(value).map(([name, entry]) => [name.trim().toLowerCase(), parseAlias(name, entry)]),
  );
}

function parseAlias(name: string, entry: unknown): VoiceAlias {
  const { voice, rate } = toFields(entry);
  if (typeof rate !== 'number' || !(rate >= 0.25 && rate <= 4)) {
    throw createAliasError(`Invalid rate for the voice alias '${name.slice(0, 64)}': expected 0.25 to 4.`);
  }
  try {
    return { voice: parseVoice(voice), rate };
  } catch (error) {
    if (!(error instanceof SpeechError)) throw error;
    throw createAliasError(`Invalid voice alias '${name.slice(0, 64)}'. ${error.message}`);
  }
}

function toFields(entry: unknown): { readonly voice: unknown; readonly rate: unknown } {
  if (typeof entry !== 'object' || entry === null) return { voice: entry, rate: 1 };
  const { voice, rate } = entry as { readonly voice?: unknown; readonly rate?: unknown };
  return { voice, rate: rate ?? 1 };
}

function createAliasError(message: string): SpeechError {
  return new SpeechError('invalid_value', message, { param: 'voice_aliases' });
}
