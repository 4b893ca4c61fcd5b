export { connectSpeech, type EmbeddedSpeech, type EmbedOptions } from './connect-speech.ts';
export { defineListen } from './sotto-listen.ts';
