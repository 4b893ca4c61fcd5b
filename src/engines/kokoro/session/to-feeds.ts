import type { Tensor } from 'onnxruntime-web';
import type { Ort } from '../../../compute/runtime/ort-model.ts';
import type { SessionInput } from './session.ts';
import { STYLE_LENGTH } from './voice-pack.ts';

/** Returns what Kokoro's graph takes: `input_ids` int64[1, tokens], `style` float32[1, 256], `speed` float32[1]. */
export function toFeeds(ort: Ort, { tokenIds, style, speed }: SessionInput): Record<string, Tensor> {
  const ids = BigInt64Array.from(tokenIds, BigInt);
  return {
    input_ids: new ort.Tensor('int64', ids, [1, ids.length]),
    style: new ort.Tensor('float32', style, [1, STYLE_LENGTH]),
    speed: new ort.Tensor('float32', new Float32Array([speed]), [1]),
  };
}
