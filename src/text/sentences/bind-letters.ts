import { LETTER_SPACE } from '../../contract/phonemizer.ts';
import type { SpokenText } from './sentence-reading.ts';

const letter = String.raw`(?:eh|zed|[A-Z])`;
const plural =
  '(?:ehs|bees|sees|dees|ease|efs|gees|aitches|eyes|jays|kays|els|ems|ens|owes|peas|cues|ars|esses|tees|yous|vees|double yous|exes|whys|zees)';
/** A space that parts the letters of one name, the last of them perhaps in the plural, or the parts of a name like `YouTube`. */
const space = new RegExp(
  [
    String.raw`(?<=(?:^|[ ${LETTER_SPACE}])${letter}) (?=${letter}(?!\p{L})|${plural}$)|(?<= double) (?=yous$)`,
    String.raw`(?<=(?:^| )\p{Lu}\p{L}{0,40}) (?=\p{Lu}|eh )`,
  ].join('|'),
  'gu',
);

/**
 * Binds what the user wrote as one name: `eh I` of AI, `C P yous` of CPUs, `Git Hub` of GitHub. The text keeps its length; letters that
 * the user wrote one by one, as in "vitamin C I take", stay apart.
 */
export function bindLetters({ text, spans }: SpokenText): string {
  let bound = '';
  let at = 0;
  for (const { spokenStart, spokenEnd, isSpelled = false } of spans) {
    const said = text.slice(spokenStart, spokenEnd);
    bound += text.slice(at, spokenStart) + (isSpelled ? said : said.replace(space, LETTER_SPACE));
    at = spokenEnd;
  }
  return bound + text.slice(at);
}
