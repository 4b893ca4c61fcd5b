import namesJson from './given-names.json' with { type: 'json' };

/** What a voice for somebody should be like. */
export type GuessedSex = 'female' | 'male';

const names = new Map<string, GuessedSex>(
  (['male', 'female'] as const).flatMap((sex) =>
    namesJson[sex].split(' ').map((name) => [name, sex] as const),
  ),
);

/** Guesses by a title or a given name whether somebody is a woman or a man; null where the name is not known. */
export function guessSex(name: string): GuessedSex | null {
  const [first = ''] = name.toLowerCase().split(/[\s.]+/u);
  return names.get(first) ?? null;
}
