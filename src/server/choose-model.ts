import type { EngineStatus } from '../contract/engine-status.ts';
import type { SpeechRequest } from '../contract/request.ts';
import { isEspeakLanguage } from '../contract/spoken-language.ts';
import type { ServerSettings } from '../wire/server.protocol.ts';

/** The model that is always there: eSpeak NG. */
export const BUILT_IN = 'espeak-ng';

/** Decides which model speaks: the one asked for, or the built-in voice where that may stand in for one not ready, and speaks the language. */
export function chooseModel(
  { model: asked, language }: Pick<SpeechRequest, 'language' | 'model'>,
  status: EngineStatus | undefined,
  { fallback }: Pick<ServerSettings, 'fallback'>,
): string {
  if (fallback === 'none' || asked === BUILT_IN || !isEspeakLanguage(language)) return asked;
  return status?.state === 'ready' && status.model === asked ? asked : BUILT_IN;
}
