import type { FileArea } from '../../../models/store/file-area.ts';

/** Knows with which weights the kernels were found to compute what ONNX Runtime computes. */
export interface KernelTrust {
  has(weightsSha256: string): Promise<boolean>;
  add(weightsSha256: string): Promise<void>;
}

const NAME = 'kernel-verdicts.txt';

/** Changes whenever what the kernels compute does. */
const REVISION = 5;

/** Of earlier browsers and models there is no need to know for ever. */
const KEPT = 12;

/** Keeps what is known in a file beside the models; it holds for one browser in one version. */
export function createKernelTrust(area: FileArea, userAgent: string): KernelTrust {
  const toKey = (weightsSha256: string): string => [REVISION, userAgent, weightsSha256].join(' | ');
  const read = async (): Promise<readonly string[]> => {
    try {
      const keys: unknown = JSON.parse((await (await area.open(NAME))?.text()) ?? '[]');
      return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
    } catch {
      // A file that cannot be read costs another comparison.
      return [];
    }
  };
  return {
    has: async (weightsSha256) => (await read()).includes(toKey(weightsSha256)),
    add: async (weightsSha256) => {
      const key = toKey(weightsSha256);
      const keys = [...(await read()).filter((each) => each !== key), key].slice(-KEPT);
      await area.write(NAME, new TextEncoder().encode(JSON.stringify(keys))).catch((error: unknown) => {
        console.warn('That the kernels are right could not be stored', error);
      });
    },
  };
}
