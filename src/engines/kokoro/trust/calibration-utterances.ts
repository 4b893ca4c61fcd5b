/** "A short check." */
const SHORT = 'ə ʃˈɔɹt ʧˈɛk.';

/** About 60 words in four sentences: longer than any segment that is planned, with nearly every sound of English. */
const LONG =
  'ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˌOvəɹ ðə lˈAzi dˈɑɡ, wˌIl ə hjˈuʤ jˈɛlO bˈɜɹd wˈɑʧᵻz ðˌɛm fɹʌm ðə ɡˈɑɹdən wˈɔl. ' +
  '“ˈO, wˌʌt ə ʤˈY!” ʃi θˈɔt; “ɪz ðɛɹ nˈʌθɪŋ mˈɔɹ tə mˈɛʒəɹ?” jˈuʒuᵊli ðɪ ˈænsəɹ wʌz nˈɪɹ, bˌʌt tədˈA, fɔɹ θˈɜɹTi ' +
  'ˈWəɹz, ˈɛvɹɪwˌʌn kˈɛpt sˈɪŋɪŋ ʌv bˈYz ænd ʃˈɪps — ænd fjˈu ʌv ðˌɛm nˈu wˈI.';

/** What a backend renders to show whether it is right: faults show on long utterances first. */
export interface CalibrationUtterances {
  readonly short: readonly number[];
  readonly long: readonly number[];
}

/** Creates the utterances that devices and kernels are compared with, in the model's input ids. */
export function createCalibrationUtterances(
  toTokenIds: (phonemes: string) => number[],
): CalibrationUtterances {
  return { short: toTokenIds(SHORT), long: toTokenIds(LONG) };
}

/** The voice of the calibration. */
export const CALIBRATION_VOICE = 'af_heart';
