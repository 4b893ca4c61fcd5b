import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSplitSession } from '../../src/engines/kokoro/session/split-session.ts';
import type { SessionInput } from '../../src/engines/kokoro/session/session.ts';
import { VoicePack } from '../../src/engines/kokoro/session/voice-pack.ts';
import {
  CALIBRATION_VOICE,
  createCalibrationUtterances,
} from '../../src/engines/kokoro/trust/calibration-utterances.ts';
import { digestSound, type KnownAnswer } from '../../src/engines/kokoro/trust/known-answers.ts';
import { toTokenIds } from '../../src/phonemes/alphabet/kokoro-alphabet.ts';

const modules = join(import.meta.dirname, '../../node_modules');
const ortUrl = new URL('../../node_modules/onnxruntime-web/dist/', import.meta.url).href;

/** Creates the input that the kernels are compared with: the short utterance of the calibration, in its voice. */
export async function createAnswerInput(signal: AbortSignal): Promise<SessionInput> {
  const { short: tokenIds } = createCalibrationUtterances(toTokenIds);
  const readVoice: typeof fetch = async (url) => {
    const path = new URL(url instanceof Request ? url.url : url).pathname;
    return new Response(await readFile(join(modules, 'kokoro-js', path)));
  };
  const voices = new VoicePack({ baseUrl: 'file:///', fetch: readVoice });
  const style = await voices.style([{ id: CALIBRATION_VOICE, weight: 1 }], tokenIds.length, signal);
  return { tokenIds, style, speed: 1 };
}

/** Has ONNX Runtime make the answer of one file of weights, with the harmonic source that the kernels have. */
export async function makeAnswer(path: string, signal: AbortSignal): Promise<KnownAnswer> {
  const bytes = await readFile(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const options = { model: new Blob([bytes]), device: 'wasm', threads: 1, ortUrl } as const;
  const split = { tail: 'onnxruntime' } as const;
  const noThreads = { openThreads: () => Promise.resolve(null) };
  const session = await createSplitSession({ ...options, split }, noThreads, signal);
  if ('reason' in session) throw new Error(`The model cannot be taken apart: ${session.reason}`);
  const input = await createAnswerInput(signal);
  const { samples, curves, durations } = await session.run(input, signal);
  await session.release();
  if (!curves?.energy || durations === null) throw new Error('The model gives too little.');
  return {
    sha256,
    tokenIds: input.tokenIds,
    sampleCount: samples.length,
    durations: [...durations],
    f0: toBase64(curves.f0),
    energy: toBase64(curves.energy),
    digest: toBase64(digestSound(samples)),
  };
}

function toBase64({ buffer }: Float32Array): string {
  return Buffer.from(buffer).toString('base64');
}
