import { matchAt, type Reading, type Scan } from '../scan/scan.ts';

const emoji =
  /(?:\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?(?:\u200d\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?){0,8})/uy;
const pictures =
  /^(?:[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\s\p{P}0-9#*]|\ufe0f|\u200d|\u20e3)*$/u;
const style = /\p{Emoji_Modifier}|\ufe0f/gu;

/** Emoji beside words are silent; a sentence of emoji alone is named. */
export function readEmoji({ text }: Scan, at: number): Reading | null {
  const match = matchAt(emoji, text, at);
  if (match === null) return null;
  const end = at + match[0].length;
  const isNamed = pictures.test(text) && !/[\p{L}]/u.test(text);
  const spoken = isNamed ? match[0].replace(style, '') : '';
  return { end, parts: [{ spoken, start: at, end, kind: isNamed ? 'word' : 'silent' }] };
}
