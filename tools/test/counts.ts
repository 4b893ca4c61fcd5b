import { existsSync, readFileSync } from 'node:fs';

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

/** Adds a failure that no test reports, such as a process that died: the program ended with another status than 0 all the same. */
export function heedStatus(counts: Counts, status: number): Counts {
  return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
}

/** Reads Vitest's JSON report. A file that failed to load holds no tests, so failed suites count as well. */
export function readVitestCounts(file: string): Counts {
  const report = readReport(file) as VitestReport | undefined;
  if (report === undefined) return noReport;
  const failed = Math.max(report.numFailedTests, report.numFailedTestSuites);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly unknown[];
}

/** Reads Playwright's JSON report. A test that passed when tried again counts as passed, and is reported. */
export function readPlaywrightCounts(file: string): Counts {
  const report = readReport(file) as PlaywrightReport | undefined;
  if (report === undefined) return noReport;
  const { expected, unexpected, flaky, skipped } = report.stats;
  if (flaky > 0) console.log(`\n${flaky} browser tests passed only when tried again.`);
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
