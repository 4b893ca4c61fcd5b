import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface MemoryOptions {
  /** A mirror of real models; undefined for the tone model. */
  readonly models: string | undefined;
  /** Bytes of the weights of the mirror's model that hears. */
  readonly listeningBytes: number;
  /** Words of the names of what is done after the first load; null for all of it. */
  readonly only: readonly string[] | null;
  readonly out: string | undefined;
}

export const usage = `npm run test:memory -- [--only WORDS]… [--models FOLDER [--listening BYTES]] [--out FILE]

  --only       what is done after the first load, by words of its name; all of it if left out
  --models     a mirror of real models, in place of the tone model
  --listening  the bytes of the weights of its model that hears; 0 if left out
  --out        writes the report there as Markdown`;

/** Parses the command line; throws a TypeError for what it does not know. */
export function parseOptions(args: readonly string[]): MemoryOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      models: { type: 'string' },
      listening: { type: 'string' },
      only: { type: 'string', multiple: true },
      out: { type: 'string' },
    },
  });
  const { models, listening, only, out } = values;
  if (listening !== undefined && models === undefined) throw new TypeError('--listening needs --models.');
  if (listening !== undefined && !/^\d+$/.test(listening)) {
    throw new TypeError(`--listening is '${listening}' and not a number of bytes.`);
  }
  return { models, listeningBytes: Number(listening ?? 0), only: only ?? null, out };
}

/** Chooses what has any of the words in its name, or all of it. Throws TypeError for words that nothing has. */
export function chooseByWords<Named extends { readonly name: string }>(
  all: readonly Named[],
  only: readonly string[] | null,
): readonly Named[] {
  const unknown = only?.find((words) => !all.some(({ name }) => name.includes(words)));
  if (unknown !== undefined) {
    throw new TypeError(`Nothing is called '${unknown}': ${all.map(({ name }) => name).join('; ')}.`);
  }
  return all.filter(({ name }) => only?.some((words) => name.includes(words)) ?? true);
}
