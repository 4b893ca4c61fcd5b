export { ReadingButton, type ReadingSpeech } from './reading-button.ts';
export { defineReader, SottoReader } from './sotto-reader.ts';
