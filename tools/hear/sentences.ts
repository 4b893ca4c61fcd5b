import { readFile } from 'node:fs/promises';
import type { Language } from '../../src/contract/language.ts';

/** What is said in each language; languages without a text are left out. */
export type Sentences = Partial<Readonly<Record<Language, string>>>;

/** What each voice says where nothing else is handed over: two plain sentences of its language, without names or numbers. */
export const sentences: Readonly<Record<Language, string>> = {
  'en-us':
    'The ferry leaves the harbor early in the morning, before the streets are awake. We watched it from the hill until the fog took it away.',
  'en-gb':
    'The ferry leaves the harbour early in the morning, before the streets are awake. We watched it from the hill until the fog took it away.',
  es: 'El barco sale del puerto muy temprano, antes de que despierten las calles. Lo miramos desde la colina hasta que desapareció en la niebla.',
  fr: 'Le bateau quitte le port très tôt le matin, avant que la ville se réveille. Nous l’avons regardé depuis la colline, et puis le brouillard est arrivé.',
  hi: 'नाव सुबह बहुत जल्दी निकल जाती है, जब सड़कें सो रही होती हैं। हमने उसे पहाड़ी से देर तक देखा।',
  it: 'La nave lascia il porto la mattina presto, prima che la città si svegli. La guardavamo dalla collina finché la nebbia non la nascose.',
  ja: '船は朝早く港を出ます。私たちは丘の上から、霧の中に消えるまで見ていました。',
  'pt-br':
    'O barco sai do porto bem cedo, antes que as ruas acordem. Nós olhamos da colina até que ele desapareceu na neblina.',
  zh: '船很早就离开港口了，那时街道还没有醒来。我们在山上看着它，直到它消失在雾里。',
};

/** What two voices of American English say to find out whether a change made speech less intelligible. */
export const shortSentences: readonly string[] = [
  'The ferry leaves the harbor early in the morning, before the streets are awake.',
  'Please bring 12 chairs and a long table into the garden before the guests arrive.',
  'Why did nobody tell us that the museum would be closed until next Thursday?',
  'My grandmother kept bees and sold the honey at the market every Saturday.',
  'The train to the coast was late, so we walked along the river instead.',
  'She folded the letter twice and put it in the pocket of her winter coat.',
  'There is a small bakery on the corner that opens at six in the morning.',
  'If you follow this path through the forest, you will reach the old mill.',
  'The teacher asked the children to draw a picture of the place they loved most.',
  'After the storm, the whole village came out to repair the broken bridge.',
  'He bought three pounds of apples, a loaf of bread and a jar of mustard.',
  'The doctor told him to drink more water and to sleep at least eight hours.',
  'On clear nights you can see the lights of the city from the top of the hill.',
  'We painted the kitchen yellow because the room gets so little sun.',
  'The orchestra played for two hours, and nobody in the hall made a sound.',
  'Could you turn down the radio while I am talking on the phone?',
  'The cat slept on the warm stones in front of the house all afternoon.',
  'They planted a row of pear trees along the wall of the garden.',
  'It takes about twenty minutes to walk from the station to the library.',
  'Before you leave, close the windows and water the plants on the balcony.',
];

/** Reads the sentences of a file, or gives those of this one; throws where the file is no JSON of texts. */
export async function readSentences(path?: string): Promise<Sentences> {
  if (path === undefined) return sentences;
  const read: unknown = JSON.parse(await readFile(path, 'utf8'));
  const isTexts =
    typeof read === 'object' &&
    read !== null &&
    Object.values(read).every((text) => typeof text === 'string');
  if (!isTexts) throw new TypeError(`${path} must hold an object with a text for each language.`);
  return read;
}
