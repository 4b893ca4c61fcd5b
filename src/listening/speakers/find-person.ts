import type { PlacedWindow } from './speaker-follower.ts';

/** A stretch of sound, in seconds. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A window with the person that each of its speakers is; null for one whose voice is not known. */
export interface PeopledWindow extends PlacedWindow {
  readonly people: readonly (number | null)[];
}

/** Finds the speaker of each stretch: the one who speaks most in it. A silent stretch belongs to its neighbour's speaker. */
export function findPeople(
  stretches: readonly Stretch[],
  windows: readonly PeopledWindow[],
): readonly number[] {
  const found: (number | null)[] = [];
  let first = 0;
  for (const stretch of stretches) {
    // Windows and stretches come in order; one window ends after the other.
    while ((windows[first]?.end ?? Infinity) < stretch.start) first += 1;
    let end = first;
    while ((windows[end]?.start ?? Infinity) < stretch.end) end += 1;
    found.push(findPerson(stretch, windows.slice(first, end), found.at(-1) ?? null));
  }
  return found.map((person, index) => person ?? findNeighbour(index, found, stretches) ?? 0);
}

/** Of people who speak as much as one another, the one who spoke before goes on. */
function findPerson(
  stretch: Stretch,
  windows: readonly PeopledWindow[],
  before: number | null,
): number | null {
  const seconds = new Map<number, number>();
  for (const window of windows) {
    for (const [person, value] of toActivity(stretch, window)) {
      seconds.set(person, (seconds.get(person) ?? 0) + value);
    }
  }
  const most = Math.max(...seconds.values());
  const leaders = [...seconds].filter(([, value]) => value === most).map(([person]) => person);
  return before !== null && leaders.includes(before) ? before : (leaders[0] ?? null);
}

/** How many frames of the stretch each person speaks in, as far as the window shows. */
function toActivity({ start, end }: Stretch, window: PeopledWindow): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const framesPerSecond = window.frames.length / (window.end - window.start);
  const from = Math.max(0, Math.floor((start - window.start) * framesPerSecond));
  const to = Math.min(window.frames.length, Math.ceil((end - window.start) * framesPerSecond));
  for (let index = from; index < to; index += 1) {
    const speakers = window.frames[index] ?? 0;
    const people = new Set(window.people.filter((_, bit) => (speakers & (1 << bit)) !== 0));
    for (const person of people) {
      if (person !== null) counts.set(person, (counts.get(person) ?? 0) + 1);
    }
  }
  return counts;
}

/** The person of the stretch that is nearest in time. */
function findNeighbour(
  index: number,
  found: readonly (number | null)[],
  stretches: readonly Stretch[],
): number | null {
  const before = found.findLastIndex((person, other) => other < index && person !== null);
  const after = found.findIndex((person, other) => other > index && person !== null);
  if (before === -1 || after === -1) return found[Math.max(before, after)] ?? null;
  const gapBefore = (stretches[index]?.start ?? 0) - (stretches[before]?.end ?? 0);
  const gapAfter = (stretches[after]?.start ?? 0) - (stretches[index]?.end ?? 0);
  return found[gapBefore <= gapAfter ? before : after] ?? null;
}
