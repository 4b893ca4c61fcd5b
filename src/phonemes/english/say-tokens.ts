import { endContext } from './context.ts';
import { sayUnit, type SaidUnit, type Speakers } from './say-unit.ts';
import type { Token, Unit } from './token.ts';
import { toUnits } from './units.ts';

/** A unit with its phonemes. */
export interface SpokenUnit extends Unit {
  readonly phonemes: string;
  readonly isUnknown: boolean;
}

/** Speaks tagged tokens, from the last to the first, since a word's sound depends on what follows. */
export function sayTokens(tokens: readonly Token[], speakers: Speakers): SpokenUnit[] {
  const spoken: SpokenUnit[] = [];
  let context = endContext;
  for (const unit of toUnits(tokens).reverse()) {
    const said: SaidUnit = sayUnit(unit, context, speakers);
    context = said.context;
    const phonemes = said.phonemes.replaceAll('ɾ', 'T').replaceAll('ʔ', 't');
    spoken.push({ ...unit, phonemes, isUnknown: said.isUnknown });
  }
  return spoken.reverse();
}
