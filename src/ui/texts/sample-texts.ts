import type { Language } from '../../contract/language.ts';
import sampleTextsJson from './sample-texts.json' with { type: 'json' };

/** Something to say in a language, written for this page. */
export interface SampleText {
  /** One sentence or two, by which a voice is tried. */
  readonly preview: string;
  /** What stands in the editor at first, where the chosen voice speaks this language. */
  readonly welcome: string;
  /** Two short paragraphs. */
  readonly text: string;
}

/** The sample texts of each language that Sotto speaks. */
export const sampleTexts: Readonly<Record<Language, SampleText>> = sampleTextsJson;
