import { SerialQueue } from '../../../src/std/serial-queue.ts';
import type { ScriptPage } from './script-page.ts';

/** Starting takes a moment; commands are asked again until the driver listens. */
const START_LIMIT_MS = 60_000;
const SCRIPT_LIMIT_MS = 240_000;

type Json = Readonly<Record<string, unknown>>;

/**
 * A browser that is driven by the WebDriver protocol (https://www.w3.org/TR/webdriver2/). It does one thing at a time: a
 * script that waits holds up those of other pages.
 */
export class WebDriverSession {
  readonly version: string;
  readonly #url: string;
  /** The tab that is there from the start. */
  readonly #first: string;
  readonly #queue = new SerialQueue();

  private constructor(url: string, { version, first }: { readonly version: string; readonly first: string }) {
    this.#url = url;
    this.#first = first;
    this.version = version;
  }

  /** Opens the browser by a driver that is just being started. */
  static async open(driver: string, capabilities: Json): Promise<WebDriverSession> {
    await untilListening(driver);
    const { sessionId, capabilities: given } = (await ask(`${driver}/session`, 'POST', {
      capabilities: { alwaysMatch: capabilities },
    })) as { readonly sessionId: string; readonly capabilities: { readonly browserVersion: string } };
    const url = `${driver}/session/${sessionId}`;
    await ask(`${url}/timeouts`, 'POST', { script: SCRIPT_LIMIT_MS, pageLoad: SCRIPT_LIMIT_MS });
    const first = (await ask(`${url}/window`, 'GET')) as string;
    return new WebDriverSession(url, { version: given.browserVersion, first });
  }

  /**
   * Opens a tab. The one that is there from the start stays open: with the last tab a session ends, and no tab opens
   * from one that was closed.
   */
  async newPage(): Promise<ScriptPage> {
    const opened = await this.#queue.run(async () => {
      await ask(`${this.#url}/window`, 'POST', { handle: this.#first });
      return ask(`${this.#url}/window/new`, 'POST', { type: 'tab' });
    });
    const { handle } = opened as { readonly handle: string };
    const inPage = (path: string, body: Json): Promise<unknown> =>
      this.#queue.run(async () => {
        await ask(`${this.#url}/window`, 'POST', { handle });
        return ask(`${this.#url}/${path}`, path === 'window' ? 'DELETE' : 'POST', body);
      });
    return {
      run: async <Result, Arg>(script: (arg: Arg) => Result | Promise<Result>, arg?: Arg) => {
        const answer = await inPage('execute/async', { script: wrap(String(script)), args: [arg ?? null] });
        const { error, value } = answer as { readonly error?: string; readonly value?: Result };
        if (error !== undefined) throw new Error(error);
        return value as Result;
      },
      goto: (url) => inPage('url', { url }),
      reload: () => inPage('refresh', {}),
      close: async () => {
        await inPage('window', {});
      },
    };
  }

  async close(): Promise<void> {
    await this.#queue.run(() => ask(this.#url, 'DELETE'));
  }
}

/** Has a function's promise answered, whether it is kept or broken. */
function wrap(script: string): string {
  return `const [arg, done] = arguments;
    const fail = (error) => done({ error: String(error) });
    (async () => (${script})(arg === null ? undefined : arg))().then((value) => done({ value }), fail);`;
}

async function untilListening(driver: string): Promise<void> {
  const untilMs = performance.now() + START_LIMIT_MS;
  while (performance.now() < untilMs) {
    const status = await ask(`${driver}/status`, 'GET').catch(() => null);
    if (status !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The driver of the browser does not answer.');
}

async function ask(url: string, method: string, body?: Json): Promise<unknown> {
  const hasBody = method === 'POST';
  const response = await fetch(url, { method, ...(hasBody && { body: JSON.stringify(body ?? {}) }) });
  const { value } = (await response.json()) as { readonly value: unknown };
  if (!response.ok) throw new Error(`The driver refused: ${JSON.stringify(value)}`);
  return value;
}
