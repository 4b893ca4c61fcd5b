import type { Page } from '@playwright/test';
import type { Interceptor } from './site.ts';

/** Serves a page of another site at `/listen.html`: two lines of HTML read its article by the frame at `frameUrl`. */
export function serveListen(frameUrl: string): Interceptor {
  const script = new URL('listen.js', frameUrl).href;
  const lines = `<script async src="${script}"></script>\n<sotto-listen voice="nova"></sotto-listen>`;
  return (request, response) => {
    if (request.url !== '/listen.html') return false;
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(`<!doctype html><title>A blog</title><main><p>Hello there, friend.</p>\n${lines}</main>`);
    return true;
  };
}

/** Presses the button, and resolves to its states until the article is read; rejects with what went wrong. */
export async function listenToEnd(page: Page): Promise<readonly string[]> {
  const states = page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const seen: string[] = [];
        document.addEventListener('sotto-error', (event) => reject((event as CustomEvent<Error>).detail));
        document.addEventListener('sotto-state', (event) => {
          seen.push((event as CustomEvent<string>).detail);
          if (seen.at(-1) === 'idle') resolve(seen);
        });
      }),
  );
  await page.getByRole('button', { name: 'Listen' }).click();
  return states;
}
