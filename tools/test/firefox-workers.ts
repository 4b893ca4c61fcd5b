import type { Browser } from 'puppeteer-core';

/** Lets what drives Firefox run scripts in the browser's own windows, which `endWorkerWatch` needs. */
export const firefoxArgs: readonly string[] = ['--remote-allow-system-access'];

/** What puppeteer-core 24 has, and does not declare. */
interface BidiBrowser {
  readonly connection: {
    send(method: string, params: object): Promise<{ readonly result: unknown }>;
  };
}

/**
 * Ends Firefox's watch over workers, which begins with each WebDriver BiDi session (seen in 153): for one in twenty-five
 * workers that a worker starts, the watch and the starting thread wait for each other for ever. Users have no such watch.
 * Where Firefox has none, this changes nothing.
 */
export async function endWorkerWatch(browser: Browser): Promise<void> {
  const { connection } = browser as unknown as BidiBrowser;
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const { contexts } = tree.result as { contexts: readonly { context: string }[] };
  await connection.send('script.evaluate', {
    target: { context: contexts[0]?.context },
    expression: 'try { ChromeUtils.unregisterProcessActor("WebDriverWorkerListener"); } catch {}',
    awaitPromise: false,
  });
}
