/** How many phonemes the tone model knows; id k sounds at 200 + 40·k Hz. */
export const PHONEME_COUNT = 178;
/** A phoneme after a space is a token of its own, as a word's first token is one in Whisper. */
export const SPACED = PHONEME_COUNT;
const TEXT_COUNT = 2 * PHONEME_COUNT + 256;

/** The listener's own tokens, in the order that Whisper has them. */
export const END_OF_TEXT = TEXT_COUNT;
export const START = END_OF_TEXT + 1;
export const LANGUAGES: readonly string[] = ['en', 'es', 'fr', 'hi', 'it', 'ja', 'pt', 'zh'];
export const TRANSLATE = START + 1 + LANGUAGES.length;
export const TRANSCRIBE = TRANSLATE + 1;
export const START_OF_PREVIOUS = TRANSCRIBE + 2;
export const NO_SPEECH = START_OF_PREVIOUS + 1;
export const NO_TIMESTAMPS = NO_SPEECH + 1;
/** Each of the 1501 tokens from here on is 20 ms later. */
export const TIMESTAMP_BEGIN = NO_TIMESTAMPS + 1;
export const VOCABULARY_SIZE = TIMESTAMP_BEGIN + 1501;

/** Frames of 10 ms that the encoder reads, and positions that it writes. */
export const FRAME_COUNT = 3000;
export const POSITION_COUNT = 1500;
export const MEL_COUNT = 80;

export const HEAD_COUNT = 2;
export const HEAD_WIDTH = 4;
export const WIDTH = HEAD_COUNT * HEAD_WIDTH;

/** What the encoder writes of each token, one column each. Times are frames. */
export const Column = {
  id: 0,
  start: 1,
  end: 2,
  /** Where the next token begins, behind a pause too. */
  next: 3,
  /** 1 for each token, 0 behind the last. */
  exists: 4,
  /** How much the sound is like the tone model's; the same in every row. */
  likeness: 5,
} as const;
