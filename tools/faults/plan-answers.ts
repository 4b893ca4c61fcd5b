import { createRandom, type Random } from '../../tests/contract/support/random.ts';
import type { FaultKind } from './fault-kind.ts';
import { chooseFaultKind } from './fault-kinds.ts';

/** What chooses faults: each number of a seed is a fault, whichever of them are injected. */
export interface FaultChoice {
  readonly seed: number;
  /** Of a hundred faults, how many are the GPU's. */
  readonly gpuPercent: number;
  /** Of a hundred answers, how many are played, which takes as long as their sound lasts. */
  readonly playPercent: number;
}

/** An answer and what goes wrong while it is read, one fault after the other. */
export interface PlannedAnswer {
  /** The number of its first fault. */
  readonly first: number;
  readonly kinds: readonly FaultKind[];
  /** Whether an answer of the API is read meanwhile, or a text is played. */
  readonly during: 'answer' | 'play';
  /** Chooses all else: moments, texts, formats. What needs a number of choices that differs forks it. */
  readonly random: Random;
}

/** An answer of the API outlasts more faults in the time that a played one takes for its sound. */
const MOST_FAULTS = { answer: 6, play: 3 } as const;

/** Plans the answers that have the faults of these numbers, whole: those at both ends may have others as well. */
export function* planAnswers(
  choice: FaultChoice,
  { first, count }: { readonly first: number; readonly count: number },
): Generator<PlannedAnswer, void, undefined> {
  for (let index = 0; index < first + count;) {
    const answer = planAnswer(choice, index);
    index += answer.kinds.length;
    if (index > first) yield answer;
  }
}

function planAnswer({ seed, gpuPercent, playPercent }: FaultChoice, first: number): PlannedAnswer {
  const random = createRandom(Math.imul(seed, 1_000_003) + first);
  const during = random.chance(playPercent / 100) ? 'play' : 'answer';
  const kinds: FaultKind[] = [];
  while (kinds.length < MOST_FAULTS[during]) {
    const kind = chooseFaultKind(first + kinds.length, seed, gpuPercent);
    if (kinds.length > 0 && (isAlone(kind, during) || kinds.some((earlier) => isTooMuch(earlier, kind))))
      break;
    kinds.push(kind);
    if (isAlone(kind, during) || (kind.mayBreak === true && during === 'answer')) break;
  }
  return { first, kinds, during: kinds.some(({ closesAll }) => closesAll) ? 'answer' : during, random };
}

/** What needs a GPU is slow, and what closes the tab that plays is read instead. */
function isAlone({ prepare, closesAll }: FaultKind, during: PlannedAnswer['during']): boolean {
  return prepare !== undefined || (closesAll === true && during === 'play');
}

/** A model that is lost cannot be stored again where no room is left: an answer ends with that error. */
function isTooMuch({ storage: earlier }: FaultKind, { storage: later }: FaultKind): boolean {
  return earlier !== undefined && later !== undefined && earlier !== later;
}
