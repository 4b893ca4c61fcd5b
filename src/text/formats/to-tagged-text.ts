import type { Run, Script } from '../../contract/script.ts';
import { toVoiceName } from '../../contract/voices.ts';

/** Writes a script as text with the tags that `allow_voice_tags` obeys; voices and rates where `hasVoices`. */
export function toTaggedText({ items }: Script, hasVoices: boolean): string {
  let text = '';
  let before: Run | null = null;
  for (const item of items) {
    if (item.kind === 'pause') {
      text += ` [pause:${toDigits(item.seconds)}s] `;
      continue;
    }
    if (hasVoices) text += toChange(before, item);
    const { phonemes } = item;
    text += phonemes === undefined ? item.text : `[${item.text.trim()}](/${phonemes}/)`;
    before = item;
  }
  return text.replace(/\s+/gu, ' ').trim();
}

function toChange(before: Run | null, { voice, speed }: Run): string {
  const name = toVoiceName(voice);
  const isSameVoice = before !== null && toVoiceName(before.voice) === name;
  const isSameSpeed = (isSameVoice ? before.speed : 1) === speed;
  const change = isSameVoice || before === null ? '' : ` [voice:${name}] `;
  return isSameSpeed ? change : `${change} [rate:${toDigits(speed)}] `;
}

function toDigits(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}
