import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfNeeded } from '../build.ts';
import { formatFile } from '../format-file.ts';
import { findOrInstallChromium } from '../test/find-chromium.ts';
import { toDocument, type BrowserReport } from './to-document.ts';

const root = join(import.meta.dirname, '../..');
const report = join(root, '.cache/browsers.json');
const document = join(root, 'docs/browsers.md');

/** Runs the core of the browser tests in every browser that is installed, and writes the table of what went well. */
if (process.env['SOTTO_DIST'] === undefined) await buildIfNeeded();
// Else the last run's would be taken for this one's where the browsers do not start.
rmSync(report, { force: true });
const { status } = spawnSync(
  'npx',
  ['playwright', 'test', 'tests/browser/core.browser.test.ts', '--project=shared', '--reporter=list,json'],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      SOTTO_CHROMIUM: findOrInstallChromium(),
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  },
);
if (existsSync(report)) {
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(document, toDocument(JSON.parse(readFileSync(report, 'utf8')) as BrowserReport, date));
  formatFile(document);
}
process.exitCode = status ?? 1;
