import type { ReadingRequest } from '../../contract/request.ts';
import type { ScriptBuilder } from './script-builder.ts';
import { toFirstSpeaking, toRate, toVoice, type Speaking } from './speaking.ts';

const pauseTag = /\[(?:pause:\s?)?(\d{1,4}(?:\.\d{1,6})?|\.\d{1,6})(m?)s\]/iy;
const respelled = /\[([^[\]\n]{1,200})\]\(\/([^/()\n]{1,200})\/\)/y;
const namedTag = /\[([a-z]{2,12}):\s?([^[\]\n]{1,200})\]/iy;
const rate = /^(?:\d{1,3}(?:\.\d{0,6})?|\.\d{1,6})$/u;

/** A part of the source, as a parser gives it. */
export interface WrittenText {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Adds text, and obeys its tags where there is a reader for them. */
export function addWritten(builder: ScriptBuilder, written: WrittenText, tags: TagReader | null): void {
  const { value, start, end } = written;
  const isTagged = tags !== null && value.length === end - start && value.includes('[');
  if (isTagged) tags.read(builder, written);
  else builder.addDecoded(value, start, end);
}

/** A place in a text that may hold a tag. */
interface TagPlace {
  readonly value: string;
  readonly at: number;
  /** Where `value` begins in the source. */
  readonly offset: number;
  /** Writes what stands before the tag. */
  readonly begin: () => void;
}

/**
 * Obeys the tags of Kokoro's servers: `[pause:1.5s]`, `[1s]`, `[voice:af_bella]`, `[rate:1.2]` and `[word](/phonemes/)`.
 * What looks like a tag and is none is text, with a warning.
 */
export class TagReader {
  readonly #request: ReadingRequest;
  #speaking: Speaking;

  constructor(request: ReadingRequest) {
    this.#request = request;
    this.#speaking = toFirstSpeaking(request);
  }

  /** Adds a piece of the text to `builder`, and follows the tags in it. */
  read(builder: ScriptBuilder, { value, start: offset, end: last }: WrittenText): void {
    let start = offset;
    const addUpTo = (end: number): void => {
      builder.addDecoded(value.slice(start - offset, end - offset), start, end);
    };
    for (let at = value.indexOf('['); at >= 0; at = value.indexOf('[', at)) {
      const place = at;
      const end = this.#readTag(builder, { value, at, offset, begin: () => addUpTo(offset + place) });
      if (end !== null) start = offset + end;
      at = end ?? at + 1;
    }
    addUpTo(last);
  }

  /** Obeys the tag at a place, and returns where it ends; null where there is none. */
  #readTag(builder: ScriptBuilder, place: TagPlace): number | null {
    const { value, at, offset, begin } = place;
    const pause = matchAt(pauseTag, value, at);
    if (pause !== null) {
      begin();
      const end = at + pause[0].length;
      const seconds = Number(pause[1]) / (pause[2] === '' ? 1 : 1000);
      builder.pause(seconds, { start: offset + at, end: offset + end });
      return end;
    }
    const word = matchAt(respelled, value, at);
    if (word !== null) {
      const [whole, written = '', phonemes = ''] = word;
      begin();
      const mark = builder.mark();
      builder.addDecoded(written, offset + at + 1, offset + at + 1 + written.length);
      builder.say(mark, { phonemes });
      return at + whole.length;
    }
    const named = matchAt(namedTag, value, at);
    if (named === null) return null;
    const [whole, name = '', argument = ''] = named;
    const speaking = this.#toSpeaking(name.toLowerCase(), argument.trim());
    if (speaking === null) {
      const warning = `'${whole.slice(0, 60)}' is not known as a tag; it is read as text.`;
      builder.warnOf(offset + at, whole, warning);
      return null;
    }
    begin();
    this.#speaking = speaking;
    builder.manner = speaking.manner;
    return at + whole.length;
  }

  #toSpeaking(name: string, argument: string): Speaking | null {
    if (name === 'voice') return toVoice(this.#speaking, argument, this.#request);
    return name === 'rate' && rate.test(argument) ? toRate(this.#speaking, Number(argument)) : null;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
