import type { Cast, ReadingRequest, VoiceMix } from '../../contract/request.ts';
import type { Pause, Run, Script, UnknownMarkup } from '../../contract/script.ts';
import { toVoiceLanguage } from '../../contract/voices.ts';
import { findTurns } from '../cast/find-turns.ts';
import { moveItems, toLineEnd } from '../script/join-scripts.ts';
import { toBlockSeconds } from './script-builder.ts';

interface CastRequest extends ReadingRequest {
  readonly cast: Cast;
}

/** A part of the text that one voice speaks. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly voice: VoiceMix | null;
}

/**
 * Reads a text whose lines begin with names: each turn in the voice of its name, without the name unless names are
 * spoken. What stands before the first name is the request's own voice.
 */
export async function readCast(
  { cast, ...request }: CastRequest,
  read: (request: ReadingRequest) => Promise<Script>,
): Promise<Script> {
  const items: (Run | Pause)[] = [];
  const warnings: string[] = [];
  const unknown: UnknownMarkup[] = [];
  const seconds = toBlockSeconds(request.pauses ?? {}, 'item');
  for (const { start, end, voice } of toParts(request.text, cast)) {
    const manner = voice === null ? {} : { voice, language: toVoiceLanguage(voice) };
    const script = await read({ ...request, ...manner, text: request.text.slice(start, end) });
    const last = items.at(-1);
    if (seconds > 0 && last !== undefined) {
      items.push({ kind: 'pause', seconds, source: { start: last.source.end, end: last.source.end } });
    } else items.push(...toLineEnd(last, last?.source.end ?? 0));
    items.push(...moveItems(script.items, start));
    warnings.push(...script.warnings);
    for (const { source, ...rest } of script.unknown ?? []) {
      unknown.push({ ...rest, source: { start: source.start + start, end: source.end + start } });
    }
  }
  return { source: request.text, items, warnings: [...new Set(warnings)], unknown };
}

function toParts(text: string, { voices, speaksNames }: Cast): Part[] {
  const turns = findTurns(text, new Set(Object.keys(voices)));
  const first = turns[0]?.start ?? text.length;
  const parts: Part[] = text.slice(0, first).trim() === '' ? [] : [{ start: 0, end: first, voice: null }];
  for (const { name, start, textStart, end } of turns) {
    parts.push({ start: speaksNames ? start : textStart, end, voice: voices[name] ?? null });
  }
  return parts;
}

/** Finds the voice of the turn that an offset of the text lies in; null outside of all turns. */
export function findCastVoice(text: string, { voices }: Cast, offset: number): VoiceMix | null {
  const turns = findTurns(text, new Set(Object.keys(voices)));
  const turn = turns.findLast(({ start }) => start <= offset);
  return turn === undefined ? null : (voices[turn.name] ?? null);
}
