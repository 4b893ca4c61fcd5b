import type { ReadingRequest } from '../../contract/request.ts';
import type { Pause, Run, Script } from '../../contract/script.ts';
import type { LexiconEntry } from '../../contract/lexicon.ts';
import { Lexicon } from '../lexicon/lexicon.ts';
import { detectFormat } from './detect-format.ts';
import { readCast } from './read-cast.ts';
import { addPauses } from './rhythm.ts';
import { readPlain } from './plain.ts';
import { ScriptBuilder } from './script-builder.ts';
import { toFirstSpeaking } from './speaking.ts';
import { TagReader } from './tagged-text.ts';
import { isLiteral } from '../script/stretches.ts';

/**
 * Writes the script of a text; parsers are loaded on first use. The request's own pronunciations go before those of the
 * user's lexicon. Rejects with `invalid_value` for SSML that is not allowed, and for pauses that are too long together.
 */
export async function createScript(request: ReadingRequest, lexicon?: Lexicon): Promise<Script> {
  const { pronunciations = {}, pauses = {}, from = 0 } = request;
  const said = toLexicon(pronunciations).apply(await readText(request));
  return addPauses(skipSpoken(lexicon?.apply(said) ?? said, from), pauses);
}

/** A name in small letters stands for itself in any case, one with a capital for itself alone. */
function toLexicon(pronunciations: Readonly<Record<string, string>>): Lexicon {
  const entries = Object.entries(pronunciations).map(([written, says]): LexiconEntry => {
    return { written, says, language: 'all', matchCase: written !== written.toLowerCase(), wholeWord: true };
  });
  return new Lexicon(entries);
}

/** Reads the text, each turn in its own voice where there is a cast. */
async function readText(request: ReadingRequest): Promise<Script> {
  const { text, format: asked = 'text', cast } = request;
  const format = asked === 'auto' ? detectFormat(text) : asked;
  const canHaveCast = cast !== undefined && (format === 'text' || format === 'markdown');
  return canHaveCast
    ? readCast({ ...request, format, cast }, readFormat)
    : readFormat({ ...request, format });
}

async function readFormat(request: ReadingRequest): Promise<Script> {
  const { text, format = 'text', hasTags = false } = request;
  const builder = createBuilder(request);
  const tags = hasTags ? new TagReader(request) : null;
  switch (format === 'auto' ? detectFormat(text) : format) {
    case 'markdown':
      (await import('./markdown.ts')).readMarkdown(builder, tags, request);
      return builder.toScript();
    case 'html':
      (await import('./html.ts')).readHtml(builder, tags, request);
      return builder.toScript();
    case 'ssml':
      return (await parseSsml(request)) ?? readBrokenSsml(request);
    case 'subtitles':
      return (await import('./subtitles.ts')).readSubtitles(builder)
        ? builder.toScript()
        : readAsText(request, 'There are no cues in the subtitles; they are read as text.');
    case 'text':
      return readAsText(request);
  }
}

/** Writes the script of SSML; null where it is not well formed. Rejects with `invalid_value` for SSML that is not allowed. */
export async function parseSsml(request: ReadingRequest): Promise<Script | null> {
  const builder = createBuilder(request);
  const { readSsml } = await import('./ssml.ts');
  return readSsml(builder, request) ? builder.toScript() : null;
}

/** The text between the tags of SSML that is not well formed, which a parser of HTML can tell apart. */
async function readBrokenSsml(request: ReadingRequest): Promise<Script> {
  const builder = createBuilder(request);
  (await import('./html.ts')).readHtml(builder, null, request);
  builder.warn('The SSML is not well formed; it is read as text.');
  return builder.toScript();
}

function readAsText(request: ReadingRequest, warning?: string): Script {
  const { hasTags = false, pauses = {} } = request;
  const builder = createBuilder(request);
  const tags = hasTags ? new TagReader(request) : null;
  const { sentence = 0, item = 0, paragraph = 0, heading = 0 } = pauses;
  readPlain(builder, { tags, hasBlocks: sentence + item + paragraph + heading > 0 });
  if (warning !== undefined) builder.warn(warning);
  return builder.toScript();
}

function createBuilder(request: ReadingRequest): ScriptBuilder {
  const { text: source, pauses: rhythm = {} } = request;
  return new ScriptBuilder({ source, manner: toFirstSpeaking(request).manner, rhythm });
}

/** Leaves out of a script what was spoken already: all that the user wrote before an offset. */
function skipSpoken(script: Script, from: number): Script {
  if (from <= 0) return script;
  return { ...script, items: script.items.flatMap((item) => skip(item, from)) };
}

function skip(item: Run | Pause, from: number): (Run | Pause)[] {
  const { start, end } = item.source;
  if (end <= from) return [];
  const isCut = item.kind === 'run' && start < from && isLiteral(item);
  return [isCut ? { ...item, text: item.text.slice(from - start), source: { start: from, end } } : item];
}
