import { parseVoice } from '../../contract/parse-voice.ts';
import { toVoiceLanguage } from '../../contract/voices.ts';
import type { SpeechService } from '../../page/page-services.ts';
import type { Scope } from '../../std/scope.ts';
import type { AppStore } from './app-store.ts';
import { toReading, toReadingFields } from './reading.ts';
import type { AppState } from './state.ts';

/** Who types is not interrupted. */
const DELAY_MS = 350;

/** A longer text is not looked at: its marks would cost more than they help. */
const MAX_LENGTH = 200_000;

/** Looks at what is written, some time after each change, for as long as `scope` lives. */
export function checkTexts(scope: Scope, store: AppStore, speech: Pick<SpeechService, 'checkText'>): void {
  let current = new AbortController();
  let cancel: (() => void) | null = null;
  let seen: readonly unknown[] = [];
  const check = (): void => {
    current.abort();
    current = new AbortController();
    const { signal } = current;
    const state = store.getState();
    void look(state, speech, signal).then((found) => {
      if (!signal.aborted) store.dispatch({ type: 'text-checked', check: found });
    });
  };
  const note = (): void => {
    const { text, settings, lexicon } = store.getState();
    const next = [text, settings, lexicon];
    if (next.every((value, index) => value === seen[index])) return;
    seen = next;
    cancel?.();
    cancel = scope.timeout(check, DELAY_MS);
  };
  scope.add(store.subscribe(note));
  scope.add(() => current.abort());
  note();
}

/** Finds nothing where the text cannot be looked at: what is wrong with it is said when it is spoken. */
async function look(
  state: AppState,
  speech: Pick<SpeechService, 'checkText'>,
  signal: AbortSignal,
): Promise<NonNullable<AppState['check']>> {
  const { text, settings } = state;
  const nothing = { text, format: 'text', unspoken: [], pauseSeconds: 0 } as const;
  if (text.trim() === '' || text.length > MAX_LENGTH) return nothing;
  try {
    const voice = parseVoice(settings.voice);
    const fields = toReadingFields(toReading(state));
    const request = { text, voice, language: toVoiceLanguage(voice), speed: 1, ...fields };
    return { text, ...(await speech.checkText(request, signal)) };
  } catch {
    return nothing;
  }
}
