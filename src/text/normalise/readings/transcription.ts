import { leaveOut, type Reading, type Scan } from '../scan/scan.ts';

/** Letters and signs that stand in transcriptions alone. */
const phonetic = /[ˈˌːəɪʊɔɛɑʌɜɒʃʒθðŋɡɹɾʁɲʎɐɨʉɯɤɬχβɣʔ]/u;
const LONGEST = 60;

/** The slashes around how a word is said are silent: `(/ˈpærɪs/)`. */
export function readTranscription(scan: Scan, at: number): Reading | null {
  const { text } = scan;
  if (text.charAt(at) !== '/') return null;
  const inside = /^\/([^/\s](?:[^/]{0,58}[^/\s])?)\//u.exec(text.slice(at, at + LONGEST + 2))?.[1] ?? '';
  const before =
    /\/([^/\s](?:[^/]{0,58}[^/\s])?)$/u.exec(text.slice(Math.max(0, at - LONGEST - 1), at))?.[1] ?? '';
  const isWord = (offset: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(offset));
  const isOpening = !isWord(at - 1) && isPhonetic(scan, at + 1, inside.length);
  const isClosing = !isWord(at + 1) && isPhonetic(scan, at - before.length, before.length);
  return isOpening || isClosing ? leaveOut('slash', at, at + 1) : null;
}

/** The letters are looked at as they are written: folding makes plain ones of them. */
function isPhonetic({ folded }: Scan, from: number, length: number): boolean {
  for (let at = from; at < from + length; at += 1) if (phonetic.test(folded.sourceAt(at))) return true;
  return false;
}
