import table from './syllables.json' with { type: 'json' };

const initials: ReadonlyMap<string, string> = new Map(Object.entries(table.initials));
const finals: ReadonlyMap<string, string> = new Map(Object.entries(table.finals));
/** Syllables without an initial consonant, and those without a vowel. */
const whole: ReadonlyMap<string, string> = new Map(Object.entries(table.whole));

const tones: Readonly<Record<string, string>> = { 1: '→', 2: '↗', 3: '↓', 4: '↘', 5: '' };

const known = new Map<string, string>();

/** Writes a syllable of pinyin with its tone, such as `lv4`, in Kokoro's phonemes; empty for what is no syllable. */
export function pinyinToKokoro(syllable: string): string {
  let phonemes = known.get(syllable);
  if (phonemes === undefined) {
    phonemes = convert(syllable.slice(0, -1)).replace('◌', tones[syllable.slice(-1)] ?? '');
    known.set(syllable, phonemes);
  }
  return phonemes;
}

/** Returns phonemes with `◌` where the tone stands. */
function convert(letters: string): string {
  const alone = whole.get(letters);
  if (alone !== undefined) return alone;
  const length = letters.charAt(1) === 'h' ? 2 : 1;
  const initial = letters.slice(0, length);
  const consonant = initials.get(initial);
  if (consonant === undefined) return finals.get(letters) ?? '';
  const vowel = finals.get(toFinal(initial, letters.slice(length)));
  if (vowel === undefined) return '';
  // Behind these consonants the letter i stands for a vowel of its own.
  return consonant + (vowel === 'i◌' && /^(?:[zcs]h?|r)$/u.test(initial) ? 'ɨ◌' : vowel);
}

/** Behind j, q and x the letter u stands for ü, which is written v. */
function toFinal(initial: string, final: string): string {
  return /^[jqx]$/u.test(initial) && final.startsWith('u') ? `v${final.slice(1)}` : final;
}
