import { SpeechError, type SpeechErrorCode } from '../../speech/errors.ts';

/** What went wrong, in a form that state can hold: an error of the contract, or one of the page's own. */
export interface Problem {
  readonly code: SpeechErrorCode | 'no_sound' | 'lost_connection' | 'unknown';
  /** What the thrower said; shown small, below our own words. */
  readonly detail: string;
}

/** What the person who meets a problem can do next. */
export type WayOn = 'try-again' | 'download-kokoro' | 'use-built-in' | 'edit-text' | 'reload';

/** A problem in words. */
export interface ProblemWords {
  readonly title: string;
  readonly advice: string;
  readonly waysOn: readonly WayOn[];
}

/** Converts whatever was thrown to a problem. */
export function toProblem(error: unknown): Problem {
  if (error instanceof SpeechError) return { code: error.code, detail: error.message };
  if (error instanceof Error) {
    return { code: isLostPeer(error) ? 'lost_connection' : 'unknown', detail: error.message };
  }
  return { code: 'unknown', detail: String(error) };
}

/** Says what happened and what can be done about it. */
export function toWords(problem: Problem): ProblemWords {
  return words[problem.code] ?? { ...fallbackWords, advice: problem.detail };
}

/** Says what happened in one line, with the thrower's own words. */
export function toProblemLine(problem: Problem): string {
  const { title } = toWords(problem);
  return problem.detail === '' ? title : `${title}: ${problem.detail}`;
}

function isLostPeer(error: Error): boolean {
  return error.name === 'PeerLostError' || error.name === 'TimeoutError';
}

const fallbackWords: ProblemWords = {
  title: 'That did not work',
  advice: '',
  waysOn: ['try-again', 'use-built-in'],
};

const words: Partial<Record<Problem['code'], ProblemWords>> = {
  no_speakable_text: {
    title: 'There is nothing to say',
    advice: 'The text holds no letters or digits that a voice could speak.',
    waysOn: ['edit-text'],
  },
  invalid_value: {
    title: 'This voice cannot speak that',
    advice: 'Choose another voice or another language.',
    waysOn: ['try-again'],
  },
  model_unavailable: {
    title: 'Kokoro could not be fetched',
    advice:
      'The model is neither stored here nor within reach. Go online and try again, or put its files in the models folder of this site.',
    waysOn: ['try-again', 'use-built-in'],
  },
  model_corrupt: {
    title: 'A model file is damaged',
    advice:
      'Its contents are not what they should be, so it was thrown away. Fetching it again usually helps.',
    waysOn: ['download-kokoro', 'use-built-in'],
  },
  model_loading: {
    title: 'Kokoro is still loading',
    advice: 'Try again in a moment.',
    waysOn: ['try-again', 'use-built-in'],
  },
  storage_full: {
    title: 'No room for the model',
    advice: 'The browser gives this page too little storage. Free some disk space and try again.',
    waysOn: ['try-again', 'use-built-in'],
  },
  synthesis_failed: {
    title: 'The engine stumbled',
    advice: 'It could not turn this text into sound. Trying again starts it afresh.',
    waysOn: ['try-again', 'use-built-in'],
  },
  engine_unavailable: {
    title: 'The engine is out of reach',
    advice: 'The tab that held it may have been closed. Another one takes over when you try again.',
    waysOn: ['try-again', 'reload'],
  },
  lost_connection: {
    title: 'The engine stopped answering',
    advice: 'It is started afresh when you try again.',
    waysOn: ['try-again', 'reload'],
  },
  queue_full: {
    title: 'Too much at once',
    advice: 'Other requests are waiting already. Try again when they are done.',
    waysOn: ['try-again'],
  },
  no_sound: {
    title: 'The browser gave no sound output',
    advice: 'Check that a speaker or headphones are connected, then press Play once more.',
    waysOn: ['try-again'],
  },
};
