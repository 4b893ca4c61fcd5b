import { Scope } from '../std/scope.ts';
import { isMessage } from '../wire/protocol-version.ts';
import type { ForwardedHttp, LineMessage } from '../wire/service-worker.protocol.ts';

/** What was sent over a line before another was taken may still be on its way. */
const LINGER_MS = 1_000;

interface TakenLine {
  readonly line: Scope;
  readonly start: string;
  readonly count: number;
}

/** Receives requests from service workers, over one line each: a service worker that takes another drops the earlier. */
export class ServiceWorkerLines {
  readonly #answer: (request: ForwardedHttp) => void;
  /** The line that each service worker uses, by its scope. */
  readonly #taken = new Map<string, TakenLine>();

  constructor(answer: (request: ForwardedHttp) => void) {
    this.#answer = answer;
  }

  /** Answers what comes over `port` until the line is dropped, or closed where the browser tells of that. */
  add(port: MessagePort): void {
    const line = new Scope();
    line.add(() => port.close());
    line.listen(port, 'close', () => line.dispose());
    line.listen(port, 'message', ({ data }: MessageEvent<unknown>) => {
      if (isMessage(data)) this.#receive(data as LineMessage, line);
    });
    port.start();
  }

  #receive(message: LineMessage, line: Scope): void {
    switch (message.type) {
      case 'http':
        this.#answer(message);
        return;
      case 'taken':
        this.#take(line, message);
        return;
      default:
        // A newer service worker may say more.
        message satisfies never;
    }
  }

  /** Drops the line that is no longer used: a service worker that the browser ended closed nothing. */
  #take(line: Scope, { by, start, count }: Extract<LineMessage, { readonly type: 'taken' }>): void {
    const known = this.#taken.get(by);
    const isOutdated = known?.start === start && known.count > count;
    if (!isOutdated) this.#taken.set(by, { line, start, count });
    const unused = isOutdated ? line : known?.line;
    if (unused !== this.#taken.get(by)?.line) unused?.timeout(() => unused.dispose(), LINGER_MS);
  }
}
