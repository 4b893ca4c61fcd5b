import type { Saying } from '../../script/stretches.ts';
import { say, sayDigits, spell, type Reading, type Scan } from '../scan/scan.ts';

const form = { gender: 'm', isBeforeNoun: false } as const;

/** Reads what the format or the user says how to say. */
export function readSaying(scan: Scan, at: number, sayings: readonly Saying[]): Reading | null {
  if (sayings.length === 0) return null;
  const { start } = scan.folded.toSource(at, at + 1);
  const saying = sayings.find((one) => one.start === start);
  if (saying === undefined) return null;
  let end = at + 1;
  while (end < scan.text.length && scan.folded.toSource(end, end + 1).start < saying.end) end += 1;
  const written = scan.text.slice(at, end);
  const { phonemes } = saying;
  if (phonemes !== undefined)
    return { end, parts: [{ spoken: written, phonemes, start: at, end, kind: 'word' }] };
  const said = interpret(scan, written, saying.interpretAs ?? '');
  return said === null ? null : say(said, at, end);
}

/** Says a thing as SSML's `say-as` asks; null where the text tells as much. */
function interpret(scan: Scan, written: string, interpretAs: string): string | null {
  const { numbers } = scan.grammar;
  const isNumber = /^\d{1,15}$/u.test(written);
  switch (interpretAs) {
    case 'characters':
    case 'spell-out':
    case 'verbatim':
      return Array.from(written.replace(/\s/gu, ''), (character) =>
        /\d/u.test(character) ? sayDigits(scan, character) : nameCharacter(scan, character),
      ).join(' ');
    case 'digits':
    case 'telephone':
      return sayDigits(scan, written.replace(/\D/gu, ''));
    case 'ordinal':
      return isNumber ? numbers.ordinal(written, 'm') : null;
    case 'cardinal':
    case 'number':
      return isNumber ? numbers.cardinal(written, form) : null;
    default:
      return null;
  }
}

function nameCharacter(scan: Scan, character: string): string {
  if (/\p{L}/u.test(character)) return spell(scan, character);
  return scan.grammar.symbols[character] ?? scan.grammar.signs[character] ?? '';
}
