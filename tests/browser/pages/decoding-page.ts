// Loaded with the page: files beside it are not served.
import '../../../src/audio/decode/decode-file.ts';
import { openSound } from '../../../src/audio/decode/open-sound.ts';
import { SpeechError } from '../../../src/contract/errors.ts';
import { joinSamples } from '../../../src/std/join.ts';

/** What became of a file: samples at 16 kHz, or the code and the message of the error. */
export interface Decoded {
  readonly samples: readonly number[];
  readonly code: string | null;
  readonly message: string;
}

/** Decodes a file that comes in base64, and as many beginnings of it as `cuts` says. */
export async function decodeCuts(
  base64: string,
  cuts: number,
): Promise<{
  readonly whole: Decoded;
  readonly parts: readonly Omit<Decoded, 'samples'>[];
  readonly longest: number;
}> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const parts: Decoded[] = [];
  for (let cut = 0; cut < cuts; cut += 1) {
    parts.push(await decode(bytes.slice(0, Math.floor((bytes.length * cut) / cuts))));
  }
  return {
    whole: await decode(bytes),
    parts: parts.map(({ code, message }) => ({ code, message })),
    longest: Math.max(...parts.map(({ samples }) => samples.length)),
  };
}

async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> {
  const pieces: Float32Array[] = [];
  try {
    for await (const piece of openSound(new Blob([bytes]), new AbortController().signal)) pieces.push(piece);
  } catch (error) {
    const code = error instanceof SpeechError ? error.code : null;
    return { samples: [], code, message: String(error) };
  }
  return { samples: [...joinSamples(pieces)], code: null, message: '' };
}
