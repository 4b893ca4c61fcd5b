import * as v from 'valibot';
import { normalizationField } from './parse-normalization.ts';
import { inputFormatField } from './speech-body.ts';

/** The fields of a request for phonemes beside `text`. */
export const phonemizeFields = {
  language: v.nullish(
    v.pipe(
      v.string(),
      v.description('The language of the text, as in a speech request; `en-us` if left out.'),
    ),
  ),
  input_format: inputFormatField,
  normalization_options: normalizationField,
};
