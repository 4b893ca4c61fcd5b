import { writeToneMirror } from '../../../tools/tone-model.ts';
import { toneModels } from './site.ts';

/** Writes, before the first browser test, the model that most of them speak with, unless it lies there. */
export default function writeModels(): Promise<void> {
  return writeToneMirror(toneModels);
}
