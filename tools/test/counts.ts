import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** How many tests ended which way. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A suite that wrote no report did not run, which counts as one failure. */
const noReport: Counts = { passed: 0, failed: 1, skipped: 0 };

/** Adds two counts. */
export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * Adds a failure that no test reports, such as a process that died: the program ended with another status than 0 all
 * the same.
 */
export function heedStatus(counts: Counts, status: number): Counts {
  return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Reads Vitest's JSON report. */
export function readVitestCounts(file: string): Counts {
  const report = readReport(file) as VitestReport | undefined;
  if (report === undefined) return noReport;
  const names = report.testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that could not be loaded holds no tests.
    if (status === 'failed' && failed.length === 0) return [name];
    return failed.map(({ fullName }) => `${basename(name)}: ${fullName}`);
  });
  return {
    passed: report.numPassedTests,
    failed: nameFailures(names),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly file: string;
    readonly title: string;
    readonly tests: readonly { readonly status: string }[];
  }[];
}

interface PlaywrightReport extends Pick<PlaywrightSuite, 'suites'> {
  readonly stats: { readonly expected: number; readonly flaky: number; readonly skipped: number };
  readonly errors: readonly { readonly message?: string }[];
}

/** Reads Playwright's JSON report. A test that passed when tried again counts as passed, and is named. */
export function readPlaywrightCounts(file: string): Counts {
  const report = readReport(file) as PlaywrightReport | undefined;
  if (report === undefined) return noReport;
  const { expected, flaky, skipped } = report.stats;
  for (const name of listSpecs(report, 'flaky')) console.log(`PASSED ONLY WHEN TRIED AGAIN: ${name}`);
  const errors = report.errors.map(({ message }) => message ?? 'an error outside of the tests');
  const failed = nameFailures([...listSpecs(report, 'unexpected'), ...errors]);
  return { passed: expected + flaky, failed, skipped };
}

function listSpecs({ suites = [] }: Pick<PlaywrightSuite, 'suites'>, status: string): readonly string[] {
  return suites.flatMap((suite) => [
    ...suite.specs
      .filter(({ tests }) => tests.some((test) => test.status === status))
      .map(({ file, title }) => `${file}: ${title}`),
    ...listSpecs(suite, status),
  ]);
}

/** Names what failed behind all that the suite said, where it is found. */
function nameFailures(names: readonly string[]): number {
  for (const name of names) console.log(`FAILED: ${name}`);
  return names.length;
}

function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
