import type { DeviceCheck } from '../../../contract/engine-status.ts';
import type { FileArea } from '../../../models/store/file-area.ts';
import type { CheckRecord } from './segment-check.ts';

/** What was found out about one device with one model in one browser. */
export interface Verdict {
  /** Null while nothing is known but that a check was begun. */
  readonly check: DeviceCheck | null;
  /** What right segments sound like; null where the device is not trusted. */
  readonly sounds: CheckRecord | null;
  /** How many checks were begun and never came to an end: each may have taken the page down with it. */
  readonly unfinishedChecks: number;
}

/** Keeps verdicts from one visit to the next, each under the key of its device. */
export interface VerdictMemory {
  read(key: string): Promise<Verdict | null>;
  write(key: string, verdict: Verdict): Promise<void>;
}

const NAME = 'device-verdicts.txt';

/** In a file beside the models. */
export function createVerdictMemory(area: FileArea): VerdictMemory {
  const readAll = async (): Promise<Record<string, Verdict>> => {
    try {
      const file: unknown = JSON.parse((await (await area.open(NAME))?.text()) ?? '{}');
      const { format, verdicts } = file as Partial<VerdictFile>;
      return format === FORMAT && typeof verdicts === 'object' ? verdicts : {};
    } catch {
      // A file that cannot be read costs another check.
      return {};
    }
  };
  return {
    read: async (key) => (await readAll())[key] ?? null,
    write: async (key, verdict) => {
      const all = { ...(await readAll()), [key]: verdict };
      // Of earlier browsers and models there is no need to know for ever.
      const verdicts = Object.fromEntries(Object.entries(all).slice(-KEPT));
      const bytes = new TextEncoder().encode(
        JSON.stringify({ format: FORMAT, verdicts } satisfies VerdictFile),
      );
      await area.write(NAME, bytes).catch((error: unknown) => {
        console.warn('What was found out about a device could not be stored', error);
      });
    },
  };
}

/** Changes whenever what a verdict rests on does. */
const FORMAT = 2;
const KEPT = 12;

interface VerdictFile {
  readonly format: number;
  readonly verdicts: Record<string, Verdict>;
}

/** For as long as the page lives. */
export function createForgetfulMemory(): VerdictMemory {
  const verdicts = new Map<string, Verdict>();
  return {
    read: (key) => Promise.resolve(verdicts.get(key) ?? null),
    write: (key, verdict) => Promise.resolve(void verdicts.set(key, verdict)),
  };
}
