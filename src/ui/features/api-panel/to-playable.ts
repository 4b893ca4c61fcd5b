import { fromBase64 } from '../../../std/base64.ts';
import { SAMPLE_RATE } from '../../../contract/audio.ts';

/** Converts an answer to something an `<audio>` element plays, or null; bare samples get a WAV header. */
export async function toPlayable(body: Blob, contentType: string): Promise<Blob | null> {
  if (body.size === 0) return null;
  if (contentType === 'text/event-stream') return toSound(await toEventAudio(body));
  if (contentType === 'audio/pcm') return toWav(body);
  return contentType.startsWith('audio/') ? new Blob([body], { type: contentType }) : null;
}

/** Joins the sound that came in events; they do not say what format it is in. */
async function toEventAudio(body: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (const [, data] of (await body.text()).matchAll(/^data: (\{.*)$/gm)) {
    const event = JSON.parse(data ?? '{}') as { readonly type?: unknown; readonly audio?: unknown };
    if (event.type !== 'speech.audio.delta' || typeof event.audio !== 'string') continue;
    parts.push(fromBase64(event.audio));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

const signatures: readonly (readonly [start: string, type: string])[] = [
  ['RIFF', 'audio/wav'],
  ['OggS', 'audio/ogg'],
  ['fLaC', 'audio/flac'],
  ['ID3', 'audio/mpeg'],
  ['\u00ff\u00f1', 'audio/aac'],
  ['\u00ff\u00f9', 'audio/aac'],
  ['\u00ff', 'audio/mpeg'],
];

function toSound(bytes: Uint8Array<ArrayBuffer>): Blob | null {
  if (bytes.length === 0) return null;
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  const type = signatures.find(([signature]) => start.startsWith(signature))?.[1];
  return type === undefined ? toWav(new Blob([bytes])) : new Blob([bytes], { type });
}

/** Puts the 44 bytes before samples that say: mono, 16 bits, 24 kHz. */
function toWav(samples: Blob): Blob {
  const header = new DataView(new ArrayBuffer(44));
  const writeText = (offset: number, text: string): void => {
    for (let i = 0; i < text.length; i += 1) header.setUint8(offset + i, text.charCodeAt(i));
  };
  writeText(0, 'RIFF');
  header.setUint32(4, 36 + samples.size, true);
  writeText(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, SAMPLE_RATE, true);
  header.setUint32(28, SAMPLE_RATE * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  writeText(36, 'data');
  header.setUint32(40, samples.size, true);
  return new Blob([header.buffer, samples], { type: 'audio/wav' });
}
