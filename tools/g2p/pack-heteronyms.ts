import { readFile } from 'node:fs/promises';
import { writePack } from './write-pack.ts';

/** A reading as the model's author lists it. */
interface ListedReading {
  readonly id: string;
  readonly kind: string;
  readonly us: string;
  readonly gb: string;
}

// Readings whose name does not tell what they are.
const rolesById: Readonly<Record<string, string>> = {
  affect: 'v',
  axes_nou: '',
  'axes_nou-vrb': 'v',
  'bow_nou-knot': '',
  'bow_nou-ship': 'v',
  'celtic_adj-nou-sports': '',
  'close_adj-nou': 'a',
  close_vrb: 'nv',
  compress: 'v',
  'content_adj-nou-vrb': 'av',
  dove_vrb: 'p',
  isolate: 'v',
  mate_nou: '',
  minute: 'n',
  'mobile_nou-art': '',
  polish: 'v',
  ravel_nou: '',
  read_past: 'p',
  read_present: 'v',
  sow: 'v',
  tear_vrb: 'nv',
  transform: 'v',
  wound_vrb: 'p',
};

/** Packs the readings of heteronyms and the weights of the model that chooses between them. */
export async function buildHeteronyms(readingsFile: string, weightsFile: string): Promise<void> {
  const readings = JSON.parse(await readFile(readingsFile, 'utf8')) as Record<string, ListedReading[]>;
  const packed = Object.entries(readings).map(([word, listed]) => [
    word,
    listed.map(({ id, kind, us, gb }) => [kind, toRoles(id), us, gb]),
  ]);
  const weights = await readFile(weightsFile, 'utf8');
  const text = `${JSON.stringify(Object.fromEntries(packed))}\n${weights}`;
  await writePack('english-heteronyms', new TextEncoder().encode(text));
}

/** `record_nou` is a noun, `use_nou-vrb` a noun and a verb. */
function toRoles(id: string): string {
  const known = rolesById[id];
  if (known !== undefined) return known;
  const parts = id.split('_')[1]?.split('-') ?? [];
  const roleByPart: Readonly<Record<string, string>> = { vrb: 'v', nou: 'n', adj: 'a' };
  return parts.map((part) => roleByPart[part] ?? '').join('');
}
