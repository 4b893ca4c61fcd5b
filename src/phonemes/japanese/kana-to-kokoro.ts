import kanaJson from './kana.json' with { type: 'json' };

const kana: ReadonlyMap<string, string> = new Map(Object.entries(kanaJson));

/** Stands for ン until what follows is known. */
const NASAL = 'ン';

const small = /[ァィゥェォャュョ]/u;

/** Writes a word in katakana in Kokoro's phonemes. What is no kana is left out. */
export function kanaToKokoro(word: string): string {
  let phonemes = '';
  for (let at = 0; at < word.length;) {
    const pair = kana.get(word.slice(at, at + 2));
    const isPair = word.length > at + 1 && pair !== undefined;
    const one = word.charAt(at);
    const next = word.charAt(at + 1);
    if (isPair) phonemes += pair;
    else if (one === 'ン') phonemes += NASAL;
    else if (small.test(next) && kana.has(one) && one !== 'ッ' && one !== 'ー') {
      // A small vowel takes the place of the vowel before it.
      phonemes += (kana.get(one) ?? '').slice(0, -1) + (kana.get(next) ?? '');
      at += 1;
    } else phonemes += kana.get(one) ?? '';
    at += isPair ? 2 : 1;
  }
  return phonemes.replaceAll(NASAL, (_, at: number) => toNasal(phonemes.charAt(at + 1)));
}

/** ン sounds by what follows it in the same word. */
function toNasal(next: string): string {
  if (/[mpb]/u.test(next)) return 'm';
  if (/[kɡ]/u.test(next)) return 'ŋ';
  if (/[ɲʨʥ]/u.test(next)) return 'ɲ';
  return /[ntdɾz]/u.test(next) ? 'n' : 'ɴ';
}
