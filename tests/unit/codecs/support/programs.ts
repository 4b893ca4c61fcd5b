import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether an independent decoder is installed; says so where it is not, since the tests that need it are skipped. */
export function isInstalled(program: string): boolean {
  const installed = spawnSync(program, ['--version']).error === undefined;
  if (!installed)
    console.warn(`SKIPPED: ${program} is not installed, so what it would check stays unproven.`);
  return installed;
}

export interface Outcome {
  readonly status: number | null;
  readonly output: Buffer;
  /** What the program wrote to its error stream. */
  readonly complaints: string;
}

/** Runs a program on bytes that lie in a file; `{}` in the parameters stands for its path. */
export function runOnFile(program: string, parameters: readonly string[], bytes: Uint8Array): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-codec-'));
  try {
    const path = join(folder, 'sound');
    writeFileSync(path, bytes);
    const filled = parameters.map((parameter) => (parameter === '{}' ? path : parameter));
    const { status, stdout, stderr } = spawnSync(program, filled, { maxBuffer: 2 ** 28 });
    return { status, output: stdout, complaints: stderr.toString() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Lines that FFmpeg writes about any mono WAV, about sizes of 0xffffffff, and where no header tells a duration. */
const harmless = [
  'Guessed Channel Layout',
  'Ignoring maximum wav data size',
  'Estimating duration from bitrate',
];

/** Decodes a file with FFmpeg; whatever else FFmpeg even warns about fails, unless the caller expects it. */
export function decode(file: Uint8Array, expected: readonly string[] = []): Float32Array {
  const parameters = ['-v', 'warning', '-i', '{}', '-f', 'f32le', '-ar', '24000', '-ac', '1', 'pipe:1'];
  const { status, output, complaints } = runOnFile('ffmpeg', parameters, file);
  const serious = complaints
    .split('\n')
    .filter((line) => line !== '' && ![...harmless, ...expected].some((text) => line.includes(text)));
  if (status !== 0 || serious.length > 0) throw new Error(`ffmpeg: ${serious.join('\n')}`);
  return new Float32Array(new Uint8Array(output).buffer);
}
