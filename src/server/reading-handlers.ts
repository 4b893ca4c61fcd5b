import { findUnknownPhonemes } from '../contract/phoneme-alphabet.ts';
import type { Phonemizer } from '../contract/phonemizer.ts';
import type { ReadingRequest } from '../contract/request.ts';
import type { Run, Script } from '../contract/script.ts';
import type { TextCheck, UnspokenPart } from '../contract/text-reading.ts';
import { phonemizeText } from '../speech/phonemize-text.ts';
import { createScript } from '../text/formats/create-script.ts';
import { detectFormat } from '../text/formats/detect-format.ts';
import type { Lexicon } from '../text/lexicon/lexicon.ts';
import { findUnreadParts } from '../text/reading/find-unread-scripts.ts';
import { toPlainText } from '../text/script/to-plain-text.ts';
import type { RpcHandlers } from '../wire/rpc.ts';
import type { ServerCalls } from '../wire/server.protocol.ts';

/** Answers a page's calls about how texts are read, with the user's lexicon as it is at each call. */
export function createReadingHandlers(
  phonemizer: Phonemizer,
  lexicon: () => Lexicon,
): Pick<RpcHandlers<ServerCalls>, 'checkText' | 'readText' | 'toPlainText'> {
  return {
    readText: async (request, { signal }) => {
      const script = await createScript(request, lexicon());
      return (await phonemizeText(script, phonemizer, signal)).words;
    },
    toPlainText: async (request) => toPlainText(await createScript(request)),
    checkText: (request) => checkText(request, lexicon()),
  };
}

/** More marks than this help nobody. */
const MAX_PARTS = 500;

/** Finds what of a text is not spoken as it is written, and how long its pauses are. Rejects as `createScript` does. */
async function checkText(request: ReadingRequest, lexicon: Lexicon): Promise<TextCheck> {
  const { text, format = 'text' } = request;
  const script = await createScript(request, lexicon);
  const pauses = script.items.map((item) => (item.kind === 'pause' ? item.seconds : 0));
  return {
    format: format === 'auto' ? detectFormat(text) : format,
    unspoken: [...findUnspoken(script)].slice(0, MAX_PARTS).toSorted((one, other) => one.start - other.start),
    pauseSeconds: pauses.reduce((sum, seconds) => sum + seconds, 0),
  };
}

function* findUnspoken({ items, unknown = [] }: Script): Generator<UnspokenPart, void, undefined> {
  for (const { source, text } of unknown) yield { ...source, kind: 'tag', detail: text };
  for (const item of items) {
    if (item.kind === 'pause') continue;
    if (item.phonemes !== undefined) yield* toUnknownPhonemes(item, item.phonemes);
    else yield* toUnreadParts(item);
  }
}

function* toUnknownPhonemes({ source }: Run, phonemes: string): Generator<UnspokenPart, void, undefined> {
  const unknown = findUnknownPhonemes(phonemes);
  if (unknown.length > 0) yield { ...source, kind: 'phonemes', detail: unknown.join(' ') };
}

function* toUnreadParts({ text, language, source }: Run): Generator<UnspokenPart, void, undefined> {
  const isLiteral = source.end - source.start === text.length;
  for (const { start, end, script } of findUnreadParts(text, language)) {
    const part = isLiteral ? { start: source.start + start, end: source.start + end } : source;
    yield { ...part, kind: 'script', detail: script };
  }
}
