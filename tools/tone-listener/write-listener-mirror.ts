import { writeModelMirror } from '../model-mirror.ts';
import { buildToneModel } from '../tone-model.ts';
import { createEmbedding } from '../tone-speakers/create-embedding.ts';
import { createSegmentation } from '../tone-speakers/create-segmentation.ts';
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

const SPEAKERS = {
  id: 'speaker-turns',
  kind: 'speakers',
  name: 'Speaker turns',
  license: 'MIT',
  created: 1_697_500_800,
  owned_by: 'pyannote',
  repo: 'onnx-community/pyannote-segmentation-3.0',
  revision: '733a93b6473d019a773298e08cefa686894b1854',
};

/** Weights that tell the tone model's voices apart, under the names of pyannote's and WeSpeaker's. */
export const speakerWeights = (): Readonly<Record<string, Uint8Array<ArrayBuffer>>> => ({
  'onnx/model.onnx': createSegmentation(),
  'voxceleb_resnet34_LM.onnx': createEmbedding(),
});

/**
 * Writes a mirror folder whose `kokoro-82m` is the tone model, whose `whisper-base` hears it, and whose `speaker-turns`
 * tells three of its voices apart.
 */
export async function writeListenerMirror(dir: string): Promise<void> {
  const model = buildToneModel({ hasPilots: true });
  const encoder = new TextEncoder();
  const files = Object.entries(createVocabularyFiles()).map(
    ([name, text]) => [name, encoder.encode(text)] as const,
  );
  const listener = { ...LISTENER, files: Object.fromEntries(files), weights: { q8: listenerWeights() } };
  const speakers = { ...SPEAKERS, files: {}, weights: { fp32: speakerWeights() } };
  await writeModelMirror(dir, { fp32: [model], q8: [model] }, [listener, speakers]);
}
