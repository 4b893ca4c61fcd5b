import { createSilenceError } from '../../contract/errors.ts';
import type { Language } from '../../contract/language.ts';
import type { Alphabet } from '../../contract/phonemizer.ts';
import type { ReadingRequest } from '../../contract/request.ts';
import type { Run, Script } from '../../contract/script.ts';
import { toVoiceLanguage, toVoiceName } from '../../contract/voices.ts';
import { findUnreadScripts } from '../../text/reading/find-unread-scripts.ts';
import { createScript } from '../../text/formats/create-script.ts';
import { addPauses } from '../../text/formats/rhythm.ts';
import { joinScripts } from '../../text/script/join-scripts.ts';
import type { HandlerDeps } from './handler-deps.ts';
import type { SpeechCall } from './speech-call.ts';
import { createPauseError, MAX_TOTAL_PAUSE_SECONDS } from '../../text/formats/script-builder.ts';

/** What scripts are written with. */
type ScriptDeps = Pick<HandlerDeps, 'lexicon' | 'phonemizer'>;

/**
 * Writes the script of a call: of its text, of its turns, or the one that it has. Adds warnings of all that is not spoken.
 * Rejects with `invalid_value` for markup and pauses that are not allowed, and with `no_speakable_text` where its voices
 * can read nothing of it.
 */
export async function writeCallScript(
  call: SpeechCall,
  { phonemizer: { alphabet }, lexicon }: ScriptDeps,
): Promise<Script> {
  const { request, turns, pauseBetweenTurns = 0 } = call;
  if (request.script !== undefined) return checkScript(request.script, alphabet);
  if (turns === undefined) return checkScript(await createScript(request, lexicon?.()), alphabet);
  const scripts = await Promise.all(turns.map((turn) => createScript(turn, lexicon?.())));
  const joined = joinScripts(scripts, { joint: '\n', pauseSeconds: pauseBetweenTurns });
  const { start = 0, end = 0 } = request.pauses ?? {};
  return checkScript(addPauses(joined, { start, end }), alphabet);
}

/** Writes the script of a text, with warnings. Rejects as `writeCallScript` does. */
export async function writeScript(
  request: ReadingRequest,
  { phonemizer: { alphabet }, lexicon }: ScriptDeps,
): Promise<Script> {
  return checkScript(await createScript(request, lexicon?.()), alphabet);
}

function checkScript(script: Script, alphabet: Alphabet): Script {
  const { items } = script;
  const seconds = items.reduce((sum, item) => sum + (item.kind === 'pause' ? item.seconds : 0), 0);
  if (seconds > MAX_TOTAL_PAUSE_SECONDS) throw createPauseError('pauses');
  const runs = items.filter((item) => item.kind === 'run');
  const warnings = [
    ...warnOfScripts(runs),
    ...warnOfVoices(runs),
    ...script.warnings,
    ...warnOfPhonemes(runs, alphabet),
  ];
  return { ...script, warnings: [...new Set(warnings)] };
}

function toWarning(names: readonly string[], language: Language): string {
  return `A voice for '${language}' does not read ${new Intl.ListFormat('en').format(names)}.`;
}

function warnOfScripts(runs: readonly Run[]): string[] {
  const warnings: string[] = [];
  let isSpoken = false;
  for (const language of new Set(runs.map((run) => run.language))) {
    const spoken = runs.filter((run) => run.language === language);
    const isGiven = spoken.some(({ phonemes }) => phonemes !== undefined);
    const text = spoken.map((run) => (run.phonemes === undefined ? run.text : '')).join('');
    const { names, isAll } = findUnreadScripts(text, language);
    if (names.length > 0) warnings.push(toWarning(names, language));
    isSpoken ||= isGiven || !isAll;
  }
  if (isSpoken || warnings.length === 0) return warnings;
  throw createSilenceError('input', warnings.join(' '));
}

/** A voice speaks any language, but only its own as somebody who grew up with it. */
function warnOfVoices(runs: readonly Run[]): string[] {
  return runs.flatMap(({ voice, language }) => {
    const own = toVoiceLanguage(voice);
    if (own.slice(0, 2) === language.slice(0, 2)) return [];
    return [
      `The voice '${toVoiceName(voice)}' was made for '${own}' and speaks '${language}' with an accent.`,
    ];
  });
}

function warnOfPhonemes(runs: readonly Run[], alphabet: Alphabet): string[] {
  return runs.flatMap(({ text, phonemes }) => {
    if (phonemes === undefined) return [];
    const known = Array.from(alphabet.toKnown({ phonemes, words: [] }).phonemes).length;
    if (known === 0) return [`None of the phonemes of '${text.slice(0, 40)}' are known; the word is read.`];
    const isWhole = known >= Array.from(phonemes.trim()).length;
    return isWhole ? [] : [`Not all phonemes of '${text.slice(0, 40)}' are known.`];
  });
}
