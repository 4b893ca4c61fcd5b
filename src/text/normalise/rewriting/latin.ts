import type { NormalizationOptions } from '../../../contract/normalization.ts';
import { findGrammar } from '../grammars.ts';
import { normalise } from '../normalise.ts';
import { toSpokenText } from '../spoken-text.ts';
import type { Rewriter } from './rewrite.ts';

/** A colon joins a number to the name of a host alone: that of `QQ:12345` and `CPU:80%` is no English. */
const colon = String.raw`:(?=[\p{Script=Latin}\p{Script=Greek}/])|(?<=localhost|\.[a-z]{2,6}):(?=\d)`;
const word = String.raw`[\p{Script=Latin}\p{Script=Greek}](?:[\p{Script=Latin}\p{Script=Greek}\p{M}\p{Nd}#]|\+(?!\d)|['’&.@/_-](?=[\p{Script=Latin}\p{Script=Greek}\p{Nd}/])|${colon})*`;
const address = String.raw`(?:https?:\/\/|www\.)[\x21-\x7e]*[A-Za-z0-9\/]`;
const words = new RegExp(`${address}|${word}(?: ${word})*`, 'uy');

/** Creates a rewriter that reads words and addresses in Latin letters as English does. */
export function createLatinRewriter(options: NormalizationOptions): Rewriter {
  const grammar = findGrammar('en-us');
  return (text, at) => {
    words.lastIndex = at;
    const match = words.exec(text);
    if (match === null || grammar === null) return null;
    const end = at + match[0].length;
    const { text: spoken } = toSpokenText(normalise(text, { start: at, end }, { grammar, options }));
    return { start: at, end, spoken };
  };
}
