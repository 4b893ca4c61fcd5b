/** The only way to write into a field so that its own undo knows; every browser has it. */
interface EditableDocument {
  execCommand(command: 'insertText', showUi: false, text: string): boolean;
}

/** Writes spoken words into a text area where the cursor is, with a space where one is needed. */
export function insertText(area: HTMLTextAreaElement, spoken: string): void {
  const { value, selectionStart, selectionEnd } = area;
  const text = toInserted(spoken, value.slice(0, selectionStart), value.slice(selectionEnd));
  area.focus();
  const editable = document as unknown as EditableDocument;
  if (editable.execCommand('insertText', false, text)) return;
  area.setRangeText(text, selectionStart, selectionEnd, 'end');
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Whether a character belongs to a script that is written without spaces, or is a space itself. */
const needsNone = /^[\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Ps}\p{Pi}、。！？]?$/u;

/** Adds spaces between spoken words and the text around them. */
export function toInserted(spoken: string, before: string, after: string): string {
  const text = spoken.trim();
  const first = Array.from(text)[0] ?? '';
  const last = Array.from(before).at(-1) ?? '';
  const space = needsNone.test(last) || needsNone.test(first) ? '' : ' ';
  const isWordNext = /^[\p{L}\p{N}]/u.test(after) && !needsNone.test(Array.from(after)[0] ?? '');
  return `${space}${text}${isWordNext ? ' ' : ''}`;
}
