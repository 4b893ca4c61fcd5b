import * as v from 'valibot';
import { DEFAULT_NORMALIZATION, type NormalizationOptions } from '../../contract/normalization.ts';

const toggle = (text: string): v.GenericSchema<boolean | null | undefined> =>
  v.nullish(v.pipe(v.boolean(), v.description(text)));

/** The schema of `normalization_options`, whose fields are Kokoro-FastAPI's; unknown ones are ignored. */
export const normalizationField = v.nullish(
  v.pipe(
    v.looseObject({
      normalize: toggle('`false` leaves numbers, signs and abbreviations as they are written.'),
      unit_normalization: toggle('Reads `10KB` as "ten kilobytes"; on by default.'),
      url_normalization: toggle('Reads addresses of pages in words.'),
      email_normalization: toggle('Reads e-mail addresses in words.'),
      optional_pluralization_normalization: toggle('Reads `friend(s)` as "friends".'),
      phone_normalization: toggle('Reads telephone numbers digit by digit.'),
      replace_remaining_symbols: toggle('Reads signs such as `&` and `+` as words.'),
    }),
    v.description('What is read as words, under the names of Kokoro-FastAPI; all of it where left out.'),
  ),
);

/** Converts the field to the reader's options. */
export function toNormalization(fields: v.InferOutput<typeof normalizationField>): NormalizationOptions {
  const given: Partial<NonNullable<typeof fields>> = fields ?? {};
  const all = DEFAULT_NORMALIZATION;
  return {
    normalize: given.normalize ?? all.normalize,
    unitNormalization: given.unit_normalization ?? all.unitNormalization,
    urlNormalization: given.url_normalization ?? all.urlNormalization,
    emailNormalization: given.email_normalization ?? all.emailNormalization,
    optionalPluralizationNormalization:
      given.optional_pluralization_normalization ?? all.optionalPluralizationNormalization,
    phoneNormalization: given.phone_normalization ?? all.phoneNormalization,
    replaceRemainingSymbols: given.replace_remaining_symbols ?? all.replaceRemainingSymbols,
  };
}
