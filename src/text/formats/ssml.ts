import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { SpeechError } from '../../contract/errors.ts';
import { createPlainScript, type Script } from './script.ts';
import { ScriptBuilder } from './script-builder.ts';

const MAX_DEPTH = 10;

/** Elements whose text is kept without a word; others are kept with a warning. */
const known = new Set('audio break desc emphasis lang lexicon mark meta metadata p phoneme prosody s say-as speak sub token voice w'.split(' ')); // prettier-ignore
const silent = new Set(['desc', 'lexicon', 'meta', 'metadata']);
const strengths: Readonly<Record<string, number>> = {
  none: 0,
  'x-weak': 0.1,
  weak: 0.25,
  medium: 0.5,
  strong: 0.8,
  'x-strong': 1.2,
};

interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What was written before it. */
  readonly from: number;
}

/**
 * Reads SSML 1.1. What is no XML is read as text, with a warning. Throws `invalid_value` for a document type and for
 * elements that lie more than ten deep.
 */
export function readSsml(source: string): Script {
  const builder = new ScriptBuilder(source);
  const open: OpenElement[] = [];
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  let at = 0;
  const faults: Error[] = [];
  parser.on('error', (error) => void faults.push(error));
  parser.on('doctype', () => {
    throw refuse("A document type in 'input' is not allowed.");
  });
  parser.on('text', (text) => {
    const end = findMarkup(source, at);
    if (!open.some(({ name }) => silent.has(name)))
      builder.addDecoded(text.replace(/[\r\n\t]/g, ' '), at, end);
    at = end;
  });
  parser.on('cdata', (text) => builder.addInserted(text, at));
  parser.on('opentag', (tag) => {
    at = parser.position;
    if (open.length >= MAX_DEPTH) throw refuse(`Elements in 'input' lie more than ${MAX_DEPTH} deep.`);
    open.push(openElement(tag, builder, at));
  });
  parser.on('closetag', () => {
    at = parser.position;
    const element = open.pop();
    if (element !== undefined) closeElement(element, builder, at);
  });
  parser.write(source).close();
  const [fault] = faults;
  if (fault === undefined) return builder.toScript();
  return { ...createPlainScript(source), warnings: ['The SSML is not well formed; it is read as text.'] };
}

function refuse(message: string): SpeechError {
  return new SpeechError('invalid_value', message, { param: 'input' });
}

function findMarkup(source: string, at: number): number {
  const next = source.indexOf('<', at);
  return next < 0 ? source.length : next;
}

function openElement({ name, attributes }: SaxesTagPlain, builder: ScriptBuilder, at: number): OpenElement {
  if (!known.has(name)) builder.warn(`The element '${name.slice(0, 40)}' is not known; its text is read.`);
  if (name === 'p' || name === 's') builder.endBlock(at);
  if (name === 'break') builder.pause(toSeconds(attributes));
  return { name, attributes, from: builder.length };
}

function closeElement({ name, attributes, from }: OpenElement, builder: ScriptBuilder, at: number): void {
  if (name === 'p' || name === 's') builder.endBlock(at);
  if (name === 'sub' && attributes['alias'] !== undefined) builder.say(from, { words: attributes['alias'] });
  if (name === 'phoneme' && attributes['ph'] !== undefined && (attributes['alphabet'] ?? 'ipa') === 'ipa') {
    builder.say(from, { phonemes: attributes['ph'] });
  }
  const interpretAs = attributes['interpret-as'];
  if (name === 'say-as' && interpretAs !== undefined) builder.say(from, { interpretAs });
}

/** `500ms`, `1.5s`, or a strength's name. */
function toSeconds({ time, strength }: Readonly<Record<string, string>>): number {
  const match = /^\s*\+?(\d{1,6}(?:\.\d{1,3})?)(ms|s)\s*$/u.exec(time ?? '');
  if (match !== null) return Number(match[1]) / (match[2] === 'ms' ? 1000 : 1);
  return strengths[strength ?? 'medium'] ?? 0.5;
}
