import type { WordTime } from '../contract/segment.ts';
import type { CodecRegistry } from '../contract/codec.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import { toCaptions, toSrt } from '../text/timing/captions.ts';
import type { ExportFormat, TakeInfo } from '../contract/takes.ts';
import { toVoiceName } from '../contract/voices.ts';
import type { TakeLibrary } from './take-library.ts';
import { toFileStem } from './take-name.ts';
import { zipFiles, type ZipEntry } from './zip-files.ts';

interface ExportTakesOptions {
  readonly ids: readonly string[];
  readonly format: ExportFormat;
  readonly codecs: CodecRegistry;
  readonly signal: AbortSignal;
}

/** Packs takes as a ZIP archive: the sound, the settings with the text as JSON, and subtitles where words have times. */
export function exportTakes(library: TakeLibrary, options: ExportTakesOptions): Promise<Blob> {
  return zipFiles(toEntries(library, options), options.signal);
}

async function* toEntries(
  library: TakeLibrary,
  { ids, format, codecs, signal }: ExportTakesOptions,
): AsyncGenerator<ZipEntry> {
  const codec = await codecs.load(format);
  const stems = new Set<string>();
  for (const id of ids) {
    const take = await library.find(id);
    const stem = toFree(toFileStem(take.name), stems);
    const bytes = codec.encode(library.readKept(id), {
      layout: 'complete',
      sampleRate: SAMPLE_RATE,
      signal,
    });
    yield { path: `${stem}.${format}`, isText: false, bytes };
    const words = await gatherWords(library, id);
    yield toTextEntry(`${stem}.json`, toDescription(take, words));
    if (words.length > 0) yield toTextEntry(`${stem}.srt`, toSrt(toCaptions(take.text, words)));
  }
}

async function gatherWords(library: TakeLibrary, id: string): Promise<WordTime[]> {
  const words: WordTime[] = [];
  for await (const segment of library.segments(id)) words.push(...segment.words);
  return words;
}

function toDescription(take: TakeInfo & { readonly text: string }, words: readonly WordTime[]): string {
  const { name, createdAt, request, engine, isComplete, frameCount, text } = take;
  const { voice, ...settings } = request;
  const description = {
    name,
    created: new Date(createdAt).toISOString(),
    settings: { ...settings, voice: toVoiceName(voice) },
    engine,
    isComplete,
    durationSeconds: frameCount / SAMPLE_RATE,
    text,
    words,
  };
  return `${JSON.stringify(description, null, 2)}\n`;
}

function toTextEntry(path: string, text: string): ZipEntry {
  return { path, isText: true, bytes: once(new TextEncoder().encode(text)) };
}

async function* once<T>(item: T): AsyncGenerator<T> {
  yield await Promise.resolve(item);
}

/** Makes a name unique: two takes of the same name need two files. */
function toFree(stem: string, taken: Set<string>): string {
  let free = stem;
  for (let count = 2; taken.has(free); count += 1) free = `${stem}-${count}`;
  taken.add(free);
  return free;
}
