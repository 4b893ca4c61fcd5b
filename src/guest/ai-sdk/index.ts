export { createSotto, type SottoProvider, type SottoProviderSettings } from './create-sotto.ts';
