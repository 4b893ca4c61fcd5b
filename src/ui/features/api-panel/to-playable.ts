import { SAMPLE_RATE } from '../../../speech/ports.ts';

/** Converts an answer to something an `<audio>` element plays, or null; bare samples get a WAV header. */
export function toPlayable(body: Blob, contentType: string): Blob | null {
  if (body.size === 0) return null;
  if (contentType === 'audio/pcm') return new Blob([toWavHeader(body.size), body], { type: 'audio/wav' });
  return contentType.startsWith('audio/') ? new Blob([body], { type: contentType }) : null;
}

/** The 44 bytes that say: mono, 16 bits, 24 kHz. */
function toWavHeader(dataBytes: number): ArrayBuffer {
  const header = new DataView(new ArrayBuffer(44));
  const writeText = (offset: number, text: string): void => {
    for (let i = 0; i < text.length; i += 1) header.setUint8(offset + i, text.charCodeAt(i));
  };
  writeText(0, 'RIFF');
  header.setUint32(4, 36 + dataBytes, true);
  writeText(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, SAMPLE_RATE, true);
  header.setUint32(28, SAMPLE_RATE * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  writeText(36, 'data');
  header.setUint32(40, dataBytes, true);
  return header.buffer;
}
