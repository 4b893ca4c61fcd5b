import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { SpeechError } from '../../contract/errors.ts';
import { findLanguage } from '../../contract/language.ts';
import type { ReadingRequest } from '../../contract/request.ts';
import type { ScriptBuilder } from './script-builder.ts';
import { toFirstSpeaking, toGain, toLanguageOf, toRate, toVoice, type Speaking } from './speaking.ts';
import { SSML_ELEMENTS, toBreakSeconds, toGainFactor, toRateFactor } from './ssml-values.ts';
import { toDateOrder, toIsoDate } from './ssml-dates.ts';

const MAX_DEPTH = 10;

const silent = new Set(['desc', 'lexicon', 'meta', 'metadata']);

type Attributes = Readonly<Record<string, string>>;

interface OpenElement {
  readonly name: string;
  readonly attributes: Attributes;
  /** Where its text begins, where it is said in another way. */
  readonly mark: number | null;
  /** How what follows it is spoken. */
  readonly outer: Speaking;
}

/**
 * Reads SSML 1.1. Returns false where it is no well-formed XML: then what was written is of no use. Throws
 * `invalid_value` for a document type and for elements that lie more than ten deep.
 */
export function readSsml(builder: ScriptBuilder, request: ReadingRequest): boolean {
  const reader = new SsmlReader(builder, request);
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  let at = 0;
  const skip = (): void => {
    at = parser.position;
  };
  // The parser would go on, and make an error of each of a million signs.
  parser.on('error', (error) => {
    throw new NotWellFormed(error.message);
  });
  parser.on('doctype', () => {
    throw refuse("A document type in 'input' is not allowed.");
  });
  parser.on('text', (text) => {
    const next = builder.source.indexOf('<', at);
    const end = next < 0 ? builder.source.length : next;
    reader.addText(text, at, end);
    at = end;
  });
  parser.on('cdata', (text) => {
    skip();
    reader.addText(text, at - ']]>'.length - text.length, at - ']]>'.length);
  });
  parser.on('comment', skip);
  parser.on('processinginstruction', skip);
  parser.on('opentag', (tag) => {
    const start = at;
    skip();
    reader.open(tag, start, at);
  });
  parser.on('closetag', () => {
    skip();
    reader.close(at);
  });
  try {
    parser.write(builder.source).close();
    return true;
  } catch (error) {
    if (error instanceof NotWellFormed) return false;
    throw error;
  }
}

class NotWellFormed extends Error {
  override readonly name = 'NotWellFormed';
}

/** Writes the script of elements as they open and close. */
class SsmlReader {
  readonly #builder: ScriptBuilder;
  readonly #request: ReadingRequest;
  readonly #open: OpenElement[] = [];
  #speaking: Speaking;

  constructor(builder: ScriptBuilder, request: ReadingRequest) {
    this.#builder = builder;
    this.#request = request;
    this.#speaking = toFirstSpeaking(request);
  }

  addText(text: string, start: number, end: number): void {
    if (this.#open.some(({ name }) => silent.has(name))) return;
    this.#builder.addDecoded(text.replace(/[\r\n\t]/g, ' '), start, end);
  }

  open({ name, attributes }: SaxesTagPlain, start: number, end: number): void {
    const builder = this.#builder;
    if (this.#open.length >= MAX_DEPTH) throw refuse(`Elements in 'input' lie more than ${MAX_DEPTH} deep.`);
    if (!Object.hasOwn(SSML_ELEMENTS, name)) {
      const warning = `The element '${name.slice(0, 40)}' is not known; its text is read.`;
      builder.warnOf(start, builder.source.slice(start, Math.min(end, start + 200)), warning);
    }
    if (name === 'p' || name === 's') builder.endBlock(start, 'line');
    if (name === 'break') builder.pause(toBreakSeconds(attributes), { start, end });
    const isSaid = name === 'sub' || name === 'phoneme' || name === 'say-as';
    const mark = isSaid ? builder.mark() : null;
    this.#open.push({ name, attributes, mark, outer: this.#speaking });
    this.#speak(this.#toInner(name, attributes));
  }

  close(at: number): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    const { name, attributes, mark, outer } = element;
    if (mark !== null) this.#say(name, attributes, mark);
    if (name === 'p' || name === 's') this.#builder.endBlock(at, name === 'p' ? 'paragraph' : 'line');
    this.#speak(outer);
  }

  #speak(speaking: Speaking): void {
    if (speaking === this.#speaking) return;
    this.#speaking = speaking;
    this.#builder.manner = speaking.manner;
  }

  #toInner(name: string, attributes: Attributes): Speaking {
    let speaking = this.#speaking;
    const language = attributes['xml:lang'] ?? (name === 'voice' ? attributes['language'] : undefined);
    if (name === 'voice') speaking = this.#toVoice(attributes['name']) ?? speaking;
    if (name === 'prosody') {
      const rate = toRateFactor(attributes['rate']);
      const gain = toGainFactor(attributes['volume']);
      if (rate !== null) speaking = toRate(speaking, rate);
      if (gain !== null) speaking = toGain(speaking, gain);
    }
    return language === undefined ? speaking : this.#toLanguage(speaking, language);
  }

  /** Takes the first of the names, parted by spaces, that there is a voice for. */
  #toVoice(names: string | undefined): Speaking | null {
    const wanted = names?.trim() ?? '';
    if (wanted === '') return null;
    for (const name of [wanted, ...wanted.split(/\s+/u)]) {
      const speaking = toVoice(this.#speaking, name, this.#request);
      if (speaking !== null) return speaking;
    }
    this.#builder.warn(`There is no voice '${wanted.slice(0, 40)}'; the text is read by the one before.`);
    return null;
  }

  #toLanguage(speaking: Speaking, tag: string): Speaking {
    const language = findLanguage(tag, speaking.manner.language);
    if (language === speaking.manner.language) return speaking;
    if (language !== undefined) return toLanguageOf(speaking, language);
    this.#builder.warn(
      `The language '${tag.slice(0, 40)}' is not known; the text is read in the one before.`,
    );
    return speaking;
  }

  /** What is read as it is meant without being told what it is; null where there is no such text. */
  #toPlainer(kind: string, text: string, format: string | undefined): string | null {
    if (kind === 'date') return toIsoDate(text, format);
    const isSpaced = /^(?:ja|zh)$/u.test(this.#speaking.manner.language);
    const isSpelled = /^(?:characters|spell-out|verbatim|digits|telephone)$/u.test(kind);
    return isSpaced && isSpelled ? Array.from(text.replace(/\s/gu, '')).join(' ') : null;
  }

  #say(name: string, attributes: Attributes, mark: number): void {
    const builder = this.#builder;
    const { alias, ph, alphabet = 'ipa', format } = attributes;
    const interpretAs = attributes['interpret-as'];
    if (name === 'sub' && alias !== undefined) builder.say(mark, { text: alias });
    if (name === 'phoneme' && ph !== undefined && ph.trim() !== '') {
      if (alphabet === 'ipa') builder.say(mark, { phonemes: ph.trim() });
      else builder.warn(`The alphabet '${alphabet.slice(0, 40)}' is not known; the text is read.`);
    }
    if (name !== 'say-as' || interpretAs === undefined) return;
    const kind = interpretAs
      .trim()
      .toLowerCase()
      .replace(/^vxml:/u, '');
    const text = this.#toPlainer(kind, builder.textSince(mark), format);
    builder.say(mark, text === null ? { interpretAs: `${kind} ${toDateOrder(format)}`.trim() } : { text });
  }
}

function refuse(message: string): SpeechError {
  return new SpeechError('invalid_value', message, { param: 'input' });
}
