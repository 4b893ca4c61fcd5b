/** Together's SDK, as one file for pages. */
export { Together, Together as default } from 'together-ai';
