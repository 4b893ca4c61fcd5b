import type { Accent } from './accent.ts';

/** An ending that is spoken by rule: how a word is spelled without it, and what it adds to the sound of the rest. */
export interface Suffix {
  /** The spellings that the word may have without the ending, best first. */
  toStems(word: string): string[];
  /** Adds the sound of the ending; undefined where the rule does not hold. */
  addTo(stem: string, accent: Accent): string | undefined;
}

// An American t is flapped between one of these and a vowel.
const flapping = new Set('AIOWYiuæɑəɛɪɹʊʌ');
const doubled = /([bcdgklmnprstvxz])\1ing$|cking$/u;

/** Plurals, possessives and verbs in -s: cats, boxes, cities, John's. */
export const pluralSuffix: Suffix = {
  toStems(word) {
    if (word.length < 3 || !word.endsWith('s')) return [];
    const stems: string[] = [];
    if (!word.endsWith('ss')) stems.push(word.slice(0, -1));
    const hasE = word.length > 4 && word.endsWith('es') && !word.endsWith('ies');
    if (hasE || word.endsWith("'s")) stems.push(word.slice(0, -2));
    if (word.length > 4 && word.endsWith('ies')) stems.push(`${word.slice(0, -3)}y`);
    return stems;
  },
  addTo(stem, accent) {
    const last = stem.charAt(stem.length - 1);
    if ('ptkfθ'.includes(last)) return `${stem}s`;
    if ('szʃʒʧʤ'.includes(last)) return `${stem}${accent === 'gb' ? 'ɪ' : 'ᵻ'}z`;
    return `${stem}z`;
  },
};

/** The past in -ed: baked, wanted, specified. */
export const pastSuffix: Suffix = {
  toStems(word) {
    if (word.length < 4 || !word.endsWith('d')) return [];
    const stems: string[] = [];
    if (!word.endsWith('dd')) stems.push(word.slice(0, -1));
    if (word.length > 4 && word.endsWith('ed') && !word.endsWith('eed')) stems.push(word.slice(0, -2));
    if (word.length > 5 && word.endsWith('ied')) stems.push(`${word.slice(0, -3)}y`);
    return stems;
  },
  addTo(stem, accent) {
    const last = stem.charAt(stem.length - 1);
    if ('pkfθʃsʧ'.includes(last)) return `${stem}t`;
    if (last === 'd') return `${stem}${accent === 'gb' ? 'ɪ' : 'ᵻ'}d`;
    if (last !== 't') return `${stem}d`;
    if (accent === 'gb' || stem.length < 2) return `${stem}ɪd`;
    return `${flapT(stem) ?? stem}ᵻd`;
  },
};

/** The progressive in -ing: baking, running, picnicking. */
export const progressiveSuffix: Suffix = {
  toStems(word) {
    if (word.length < 5 || !word.endsWith('ing')) return [];
    const stems: string[] = [];
    if (word.length > 5) stems.push(word.slice(0, -3));
    stems.push(`${word.slice(0, -3)}e`);
    if (word.length > 5 && doubled.test(word)) stems.push(word.slice(0, -4));
    return stems;
  },
  addTo(stem, accent) {
    const isLinking = accent === 'gb' && /[əː]$/u.test(stem);
    if (isLinking) return undefined;
    return `${(accent === 'us' ? flapT(stem) : undefined) ?? stem}ɪŋ`;
  },
};

function flapT(stem: string): string | undefined {
  const isFlapped = stem.endsWith('t') && flapping.has(stem.charAt(stem.length - 2));
  return isFlapped ? `${stem.slice(0, -1)}ɾ` : undefined;
}
