import type { Page as PlaywrightPage } from '@playwright/test';
import type { Page as PuppeteerPage } from 'puppeteer-core';

/** A page of any browser, as far as tests that run in several of them need it. */
export interface ScriptPage {
  /** Runs a function in the page; it and `arg` are copied there, so it sees nothing of its surroundings. */
  run<Result, Arg = undefined>(script: (arg: Arg) => Result | Promise<Result>, arg?: Arg): Promise<Result>;
  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
  close(): Promise<void>;
}

/** Wraps a page of Chromium. */
export function fromPlaywright(page: PlaywrightPage): ScriptPage {
  return {
    run: <Result, Arg>(script: (arg: Arg) => Result | Promise<Result>, arg?: Arg) =>
      page.evaluate<Result, unknown>(script as (arg: unknown) => Result | Promise<Result>, arg),
    goto: (url) => page.goto(url),
    reload: () => page.reload(),
    close: () => page.close(),
  };
}

/** Wraps a page of Firefox. */
export function fromPuppeteer(page: PuppeteerPage): ScriptPage {
  return {
    run: async <Result, Arg>(script: (arg: Arg) => Result | Promise<Result>, arg?: Arg) =>
      page.evaluate<unknown[], (...args: unknown[]) => Result | Promise<Result>>(
        script as (...args: unknown[]) => Result | Promise<Result>,
        arg,
      ),
    goto: (url) => page.goto(url),
    reload: () => page.reload(),
    close: () => page.close(),
  };
}
