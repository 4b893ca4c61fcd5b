import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

/** `npm run test:long`: what takes minutes of real time and so is run on demand. */
export default defineConfig({
  ...config,
  projects: [{ name: 'long', testMatch: '**/*.long.test.ts' }],
  timeout: 15 * 60_000,
});
