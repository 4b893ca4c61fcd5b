/** A text to be timed. */
export interface BenchmarkText {
  readonly name: string;
  readonly text: string;
}

/** A sentence and paragraphs of about 20, 100 and 400 of Kokoro's tokens, and one of exactly 400 characters. */
export const benchmarkTexts = {
  tokens20: {
    name: '20 tokens',
    text: 'The train is late now.',
  },
  tokens100: {
    name: '100 tokens',
    text: 'The harbour was quiet when the first boats came in. Gulls followed them over the grey water, and were fed.',
  },
  tokens400: {
    name: '400 tokens',
    text:
      'A map is a promise that somebody has walked the road before you. The oldest ones we have were scratched into ' +
      'clay, and they show rivers, fields and the walls of towns that have been gone for a thousand years. Later ' +
      'maps grew finer and prouder, with ships and sea monsters drawn where nobody had ever been. Today the whole ' +
      'earth fits into a pocket, and yet people still get lost, now and then on purpose.',
  },
  paragraph: {
    name: '400 characters',
    text:
      'On most mornings a few people wait outside the library at the end of our street, with books under their arms. ' +
      'Inside it smells of paper and floor polish, and the tall windows let in a pale light that moves across the ' +
      'shelves. Children sit on the carpet near the door while somebody reads a story about the sea. By noon every ' +
      'chair is taken, yet hardly a word is heard, and the old clock seems slower.',
  },
} as const satisfies Record<string, BenchmarkText>;
