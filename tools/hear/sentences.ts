import type { Language } from '../../src/contract/language.ts';

/** What each voice says for the listening table: two plain sentences of its language, without names or numbers. */
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
