import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext } from '@playwright/test';
import { createAppListener, type Site, type SiteOptions } from './site.ts';

/** One origin in one browser profile, whose service worker and files stay from test to test, as between a user's visits. */
export interface VisitedOrigin {
  readonly context: BrowserContext;
  /** Has the origin answer as a test wants it. */
  serve(options: SiteOptions): Site;
  /** Closes all pages and empties the origin's storage: models, takes, settings. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** Opens an origin that many tests visit one after the other. */
export async function openVisitedOrigin(browser: Browser): Promise<VisitedOrigin> {
  let answer = createAppListener({});
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  // Spelled out, since what the first test chooses would hold for all.
  const context = await browser.newContext({
    ...{ locale: 'en-US', viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1 },
    ...{ isMobile: false, hasTouch: false, colorScheme: null, reducedMotion: null },
  });
  const keeper = await context.newPage();
  const session = await context.newCDPSession(keeper);
  const refuse = (): Promise<void> => Promise.reject(new Error('A visited site is not closed by a test.'));
  return {
    context,
    serve: (options) => {
      answer = createAppListener(options);
      return { url, port, close: refuse };
    },
    leave: async () => {
      const visits = context.pages().filter((page) => page !== keeper);
      await Promise.all(visits.map((page) => page.close()));
      await context.setOffline(false);
      await context.clearPermissions();
      const storageTypes = 'cookies,file_systems,indexeddb,local_storage,storage_buckets';
      await session.send('Storage.clearDataForOrigin', { origin: url, storageTypes });
      await session.send('Network.clearBrowserCache');
    },
    close: async () => {
      await context.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
