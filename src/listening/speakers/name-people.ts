const LETTERS = 26;

/** Names people A, B, C … in the order in which they speak first; a known name is kept, and no letter repeats it. */
export function namePeople(
  order: readonly number[],
  known: readonly (string | null)[],
): ReadonlyMap<number, string> {
  const taken = new Set(known);
  let letterCount = 0;
  const nextLetter = (): string => {
    let name: string;
    do {
      name = toLetters(letterCount);
      letterCount += 1;
    } while (taken.has(name));
    return name;
  };
  const names = new Map<number, string>();
  for (const person of order) {
    if (!names.has(person)) names.set(person, known[person] ?? nextLetter());
  }
  return names;
}

/** 0 is A, 25 is Z, 26 is AA. */
function toLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % LETTERS));
  return index < LETTERS ? last : toLetters(Math.floor(index / LETTERS) - 1) + last;
}
