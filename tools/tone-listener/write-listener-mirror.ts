import { writeModelMirror } from '../model-mirror.ts';
import { buildToneModel } from '../tone-model.ts';
import { createDecoder } from './create-decoder.ts';
import { createEncoder } from './create-encoder.ts';
import { createVocabularyFiles } from './vocabulary-files.ts';

const LISTENER = {
  id: 'whisper-base',
  kind: 'hearing',
  name: 'Whisper base',
  license: 'MIT',
  created: 1_663_718_400,
  owned_by: 'openai',
  repo: 'onnx-community/whisper-base_timestamped',
  revision: '608c49e61301901684bc36cac8f74b95ff6b5a8e',
};

/** The listener's weights under the names of Whisper's. */
export const listenerWeights = (): Readonly<Record<string, Uint8Array<ArrayBuffer>>> => ({
  'onnx/encoder_model_quantized.onnx': createEncoder(),
  'onnx/decoder_model_merged_quantized.onnx': createDecoder(),
});

/** Writes a mirror folder whose `kokoro-82m` is the tone model, and whose `whisper-base` hears it. */
export async function writeListenerMirror(dir: string): Promise<void> {
  const model = buildToneModel();
  const encoder = new TextEncoder();
  const files = Object.entries(createVocabularyFiles()).map(
    ([name, text]) => [name, encoder.encode(text)] as const,
  );
  const listener = { ...LISTENER, files: Object.fromEntries(files), weights: { q8: listenerWeights() } };
  await writeModelMirror(dir, { fp32: [model], q8: [model] }, [listener]);
}
