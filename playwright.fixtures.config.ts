import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

/** `npm run test:fixtures`: sites of frameworks that are downloaded first, and so are built on demand. */
export default defineConfig({
  ...config,
  projects: [{ name: 'fixtures', testMatch: '**/*.fixture.test.ts' }],
  workers: 1,
});
