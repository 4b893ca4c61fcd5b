import type { AppActions } from '../../store/actions.ts';
import type { MessageKey } from '../../words/messages.ts';

/** One thing that keys do. */
export interface Shortcut {
  /** As written on the keys; each list is one way. */
  readonly keys: readonly (readonly string[])[];
  /** What is said of them. */
  readonly does: MessageKey;
}

/** What is listed for the person. */
export const shortcuts: readonly Shortcut[] = [
  { keys: [['Ctrl', 'Enter'], ['K']], does: 'shortcuts.toggle' },
  { keys: [['Ctrl', 'Shift', 'Enter']], does: 'shortcuts.playPart' },
  { keys: [['Alt', 'Enter']], does: 'shortcuts.word' },
  { keys: [['Esc']], does: 'shortcuts.stop' },
  { keys: [['Alt', ','], ['J']], does: 'shortcuts.previous' },
  { keys: [['Alt', '.'], ['L']], does: 'shortcuts.next' },
  { keys: [['?']], does: 'shortcuts.help' },
];

/** What keys do. */
export type KeyCommand = 'toggle' | 'play-part' | 'stop' | 'previous' | 'next' | 'help';

/** The part of a key press that decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Finds the command of a key press; letters count only where they are not text, and not at all if that is unwanted. */
export function toKeyCommand(
  press: KeyPress,
  { isTyping, letterKeys }: { readonly isTyping: boolean; readonly letterKeys: boolean },
): KeyCommand | null {
  const { key, code, altKey } = press;
  const hasControl = press.ctrlKey || press.metaKey;
  if (key === 'Enter' && hasControl && !altKey) return press.shiftKey ? 'play-part' : 'toggle';
  if (key === 'Escape') return 'stop';
  // By place on the keyboard: with Alt some systems put other characters on these keys.
  if (altKey && !hasControl && code === 'Comma') return 'previous';
  if (altKey && !hasControl && code === 'Period') return 'next';
  if (isTyping || !letterKeys || hasControl || altKey) return null;
  if (key === '?') return 'help';
  const letters: Readonly<Record<string, KeyCommand>> = { k: 'toggle', j: 'previous', l: 'next' };
  return (press.shiftKey ? undefined : letters[key.toLowerCase()]) ?? null;
}

/** Does what a key asks of the take. */
export function runKeyCommand(command: Exclude<KeyCommand, 'help'>, actions: AppActions): void {
  const act: Readonly<Record<typeof command, () => void>> = {
    toggle: actions.toggle,
    'play-part': actions.playSelection,
    stop: actions.stop,
    previous: actions.previousSentence,
    next: actions.nextSentence,
  };
  act[command]();
}
