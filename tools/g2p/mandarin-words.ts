import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PackWriter } from './pack-writer.ts';

const folder = join(import.meta.dirname, '../../node_modules/nodejieba/submodules/cppjieba/dict');

/** Words that cppjieba added to jieba's list. */
const added = new Set(['张力', '张华']);

/** Packs jieba's word list and its model of characters from the npm package `nodejieba`. */
export async function packMandarinWords(): Promise<Uint8Array> {
  const writer = new PackWriter();
  const counts = toCounts(await readFile(join(folder, 'jieba.dict.utf8'), 'utf8'));
  const words = [...counts.keys()].sort();
  writer.writeStrings(words);
  writer.writeNumbers(words.map((word) => counts.get(word) ?? 0));
  writeModel(writer, await readFile(join(folder, 'hmm_model.utf8'), 'utf8'));
  return writer.toBytes();
}

/** Only words of Han characters are looked up. */
function toCounts(list: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of list.split('\n')) {
    const [word = '', count] = line.split(' ');
    if (/^[\u4e00-\u9fff]+$/u.test(word) && !added.has(word) && Number(count) > 0)
      counts.set(word, Number(count));
  }
  return counts;
}

/**
 * The file has, behind comments: chances to begin with each state, those to follow each, and for each state those of
 * characters.
 */
function writeModel(writer: PackWriter, file: string): void {
  const lines = file.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [start = '', ...others] = lines;
  writer.writeFloats(toChances(start));
  writer.writeFloats(others.slice(0, 4).flatMap(toChances));
  const byState = others
    .slice(4, 8)
    .map(
      (line) =>
        new Map(
          line
            .split(',')
            .map((pair) => [
              pair.slice(0, -pair.length + pair.indexOf(':')),
              Number(pair.slice(pair.indexOf(':') + 1)),
            ]),
        ),
    );
  const characters = [...new Set(byState.flatMap((chances) => [...chances.keys()]))].sort();
  writer.writeStrings(characters);
  writer.writeFloats(
    characters.flatMap((character) => byState.map((chances) => chances.get(character) ?? 0)),
  );
}

/** What was never seen has no logarithm; 0, which no chance has, stands for it. */
function toChances(line: string): number[] {
  return line
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => (Number(part) < -1e50 ? 0 : Number(part)));
}
