import { toTable } from '../to-table.ts';

/** The part of Playwright's JSON report that is read: suites of files, and in those one for each browser. */
export interface BrowserReport {
  readonly suites: readonly { readonly suites?: readonly BrowserSuite[] }[];
}

interface BrowserSuite {
  /** The name of the browser. */
  readonly title: string;
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    }[];
  }[];
}

const marks = {
  expected: 'yes',
  flaky: 'at the second try',
  unexpected: 'NO',
  skipped: 'not tested',
} as const;

/** Writes what was found in which browser in Markdown. */
export function toDocument({ suites }: BrowserReport, date: string): string {
  const browsers = suites.flatMap((file) => file.suites ?? []);
  const names = [...new Set(browsers.map(({ title }) => title))];
  const titles = [...new Set(browsers.flatMap(({ specs }) => specs.map(({ title }) => title)))];
  const find = (name: string, title: string): string => {
    const specs = browsers.filter((suite) => suite.title === name).flatMap((suite) => suite.specs);
    const test = specs.find((spec) => spec.title === title)?.tests[0];
    return test === undefined ? 'not tested' : marks[test.status];
  };
  const head = ['', ...names.map((name) => `${name} ${findVersion(browsers, name)}`.trim())];
  const rows = titles.map((title) => [title, ...names.map((name) => find(name, title))]);
  return `# Browsers

Written by \`npm run test:browsers\` on ${date}; \`npm test\` runs the same. The tests are written once, and run in each browser that is
installed: Chromium by Playwright, Firefox by WebDriver BiDi, WebKit for GTK by WebDriver (Debian: \`webkit2gtk-driver\`, \`xvfb\`). The
model is the tone model. The full suite runs in Chromium only, and compares resumed answers byte by byte.

${toTable(head, rows)}

## What a browser lacks

- **Firefox**: the GPU is not used. Without a sound device it runs no audio context.
- **WebKit for GTK** has no shared memory, no origin private file system and no WebGPU. The engine runs on one thread, models are kept in
  Cache Storage, and the processor speaks. Its decoders are not used, for they end the tab: sound in AAC is refused.
`;
}

function findVersion(browsers: readonly BrowserSuite[], name: string): string {
  const annotations = browsers
    .filter(({ title }) => title === name)
    .flatMap(({ specs }) => specs.flatMap(({ tests }) => tests.flatMap((test) => test.annotations)));
  return annotations.find(({ type }) => type === 'version')?.description ?? '';
}
