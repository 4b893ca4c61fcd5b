import type { EngineStatus } from '../contract/engine-status.ts';
import type { ServerSettings } from '../wire/server.protocol.ts';

/** The model that is always there: eSpeak NG. */
export const BUILT_IN = 'espeak-ng';

/** Decides which model speaks: the one asked for, or the built-in voice where that may stand in for one not ready. */
export function chooseModel(
  asked: string,
  status: EngineStatus | undefined,
  { fallback }: Pick<ServerSettings, 'fallback'>,
): string {
  if (fallback === 'none' || asked === BUILT_IN) return asked;
  return status?.state === 'ready' && status.model === asked ? asked : BUILT_IN;
}
