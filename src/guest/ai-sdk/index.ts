export { createSotto, type SottoProvider } from './create-sotto.ts';
export type { SottoProviderSettings } from './sotto-api.ts';
