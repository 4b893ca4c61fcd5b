import type { Language } from '../../contract/language.ts';
import { type LexiconEntry, toGivenPhonemes } from '../../contract/lexicon.ts';
import type { Pause, Run, Script } from '../../contract/script.ts';
import { RunCutter } from '../script/run-cutter.ts';
import { type Stretch, toSourceRange, toStretches } from '../script/stretches.ts';
import { PhraseMatcher } from './phrase-matcher.ts';

/** A list of words and phrases and how they are said, ready to be applied. */
export class Lexicon {
  readonly #entries: readonly LexiconEntry[];
  readonly #matchers = new Map<Language, PhraseMatcher<LexiconEntry>>();

  /** Of entries for the same word, the last one counts, and one for a language before one for all. */
  constructor(entries: readonly LexiconEntry[]) {
    this.#entries = entries;
  }

  /** Says in a script what the list has, as far as neither markup nor another list says it already. */
  apply(script: Script): Script {
    if (this.#entries.length === 0) return script;
    const items = toStretches(script).flatMap((stretch) =>
      stretch.kind === 'pause' ? [stretch] : this.#say(stretch),
    );
    return { ...script, items };
  }

  #say(stretch: Stretch): (Run | Pause)[] {
    const items: Run[] = [];
    const { text, language } = stretch;
    const runs = new RunCutter(stretch);
    let saidTo = 0;
    for (const { phrase, start, end: phraseEnd } of this.#matcher(language).find(
      text,
      createClosed(stretch),
    )) {
      const endingLength = findPossessive(text, phraseEnd, language);
      const end = phraseEnd + endingLength;
      const source = toSourceRange(stretch, { start, end });
      if (source.end === source.start || start < saidTo) continue;
      items.push(...runs.take(start));
      const entry = endingLength === 0 ? phrase : withPossessive(phrase, language);
      const [run] = runs.take(end);
      if (run !== undefined) items.push(toSaid(run, entry, { text: text.slice(start, end), source }));
      saidTo = end;
    }
    items.push(...runs.take(text.length));
    return items;
  }

  #matcher(language: Language): PhraseMatcher<LexiconEntry> {
    const known = this.#matchers.get(language);
    if (known !== undefined) return known;
    const own = this.#entries.filter((entry) => entry.language === language);
    const shared = this.#entries.filter((entry) => entry.language === 'all');
    const matcher = new PhraseMatcher([...shared, ...own]);
    this.#matchers.set(language, matcher);
    return matcher;
  }
}

/** The ending belongs to the word: alone it would be a letter. */
function withPossessive(entry: LexiconEntry, language: Language): LexiconEntry {
  const phonemes = toGivenPhonemes(entry.says);
  const says = phonemes === undefined ? `${entry.says}'s` : `/${toPossessive(phonemes, language)}/`;
  return { ...entry, says };
}

function toSaid(run: Run, { says }: LexiconEntry, written: Pick<Run, 'text' | 'source'>): Run {
  const phonemes = toGivenPhonemes(says);
  const said = phonemes === undefined ? { text: says } : { phonemes };
  return { ...run, ...written, ...said, saidBy: 'user' };
}

/** Creates the question whether an offset lies in what is said by other means; asked with ascending offsets. */
function createClosed({ parts }: Stretch): (offset: number) => boolean {
  const closed = parts.filter(
    ({ run }) => run.saidBy !== undefined || run.phonemes !== undefined || run.interpretAs !== undefined,
  );
  let next = 0;
  return (offset) => {
    while ((closed[next]?.end ?? Infinity) <= offset) next += 1;
    return (closed[next]?.start ?? Infinity) <= offset;
  };
}

const ending = /['’ʼ]s(?![\p{L}\p{N}])/iuy;

/** Finds how long the English possessive ending at an offset of a text is; 0 where there is none, and in other languages. */
function findPossessive(text: string, at: number, language: Language): number {
  ending.lastIndex = at;
  return language.startsWith('en') ? (ending.exec(text)?.[0].length ?? 0) : 0;
}

/**
 * Adds the ending to phonemes, as the last of them asks for it. Source: the rules of misaki, by which Kokoro's training
 * text was made.
 */
function toPossessive(phonemes: string, language: Language): string {
  const last = phonemes.trim().at(-1) ?? '';
  if ('ptkfθ'.includes(last)) return `${phonemes}s`;
  if ('szʃʒʧʤ'.includes(last)) return `${phonemes}${language === 'en-gb' ? 'ɪ' : 'ᵻ'}z`;
  return `${phonemes}z`;
}
