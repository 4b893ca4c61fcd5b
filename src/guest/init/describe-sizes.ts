import { VERSION } from '../../wire/protocol-version.ts';
import type { CopiedPart } from './copy-site.ts';

/** What the larger parts are for; the others are the code of Sotto itself. */
const reasons: Readonly<Record<string, string>> = {
  'sotto/codecs': 'sound formats; each is fetched with its first use',
  'sotto/espeak': 'eSpeak NG, the built-in voice',
  'sotto/g2p': 'pronunciations; those of a language are fetched with its first use',
  'sotto/ort': 'ONNX Runtime, which runs the models; a visitor fetches one of its forms',
  'sotto/vad': 'the detector of speech, for transcriptions',
  'sotto/voices': "the voices of Kokoro; half a megabyte is fetched with each voice's first use",
};

/** Says what was copied, how large it is, and what each part is for. */
export function describeSizes(parts: readonly CopiedPart[], folder: string): string {
  const sum = (list: readonly CopiedPart[]): number => list.reduce((bytes, part) => bytes + part.bytes, 0);
  const rest = parts.filter(({ name }) => reasons[name] === undefined);
  const lines = parts
    .filter(({ name }) => reasons[name] !== undefined)
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ name, bytes }) => toLine(bytes, reasons[name] ?? ''));
  return [
    `Copied Sotto ${VERSION} into ${folder}: ${toMegabytes(sum(parts))} MB.`,
    ...lines,
    toLine(sum(rest), "the service worker, Sotto's threads and licences"),
    'Visitors fetch only what a page uses. The weights of Kokoro are not part of it: a page fetches them when it loads the model.',
  ].join('\n');
}

function toLine(bytes: number, reason: string): string {
  return `${toMegabytes(bytes).padStart(7)} MB  ${reason}`;
}

function toMegabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
