import type { HeardText } from './pages/app.ts';

/** A text that was heard. */
export interface TimedText extends HeardText {
  /** How long processors worked for it in all; null where the operating system does not tell. */
  readonly processorMs: number | null;
}

/** The same speech, written down by both sides right after each other with the same weights and as many threads. */
export interface HearingPair {
  readonly audioSeconds: number;
  readonly threads: number;
  readonly app: TimedText;
  /** The pipeline of transformers.js. */
  readonly stock: TimedText;
}

/** What the app's page holds while it writes down a long sound. */
export interface HearingMemory {
  readonly minutes: number;
  readonly samples: readonly { readonly heardSeconds: number; readonly residentBytes: number }[];
  /** The median from the fifth minute on. */
  readonly residentBytes: number;
  /** How fast it grows from the fifth minute on. */
  readonly bytesPerHour: number;
}
