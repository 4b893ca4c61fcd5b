export { defineReader, SottoReader } from './sotto-reader.ts';
