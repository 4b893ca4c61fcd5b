import { toResolvePath, type ModelFile } from '../catalog/model-catalog-entry.ts';

/** A place on the network that may have model files. */
export interface ModelSource {
  readonly name: 'mirror' | 'hub';
  toUrl(file: ModelFile): string;
}

/** The hub from which the official models come where the mirror lacks them, with a slash at the end. */
export const HUB_URL = 'https://huggingface.co/';

/** The app's own origin: `models/` below its base URL. */
export function createMirror(baseUrl: string): ModelSource {
  return { name: 'mirror', toUrl: (file) => new URL(`models/${toResolvePath(file)}`, baseUrl).href };
}

/** The hub from which the official files come. */
export function createHub(hubUrl: string = HUB_URL): ModelSource {
  return { name: 'hub', toUrl: (file) => new URL(toResolvePath(file), hubUrl).href };
}
