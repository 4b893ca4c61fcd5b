import { Scope } from '../std/scope.ts';
import { isMessage } from '../wire/protocol-version.ts';
import type { ForwardedHttp, LineMessage } from '../wire/service-worker.protocol.ts';

/** Receives requests from service workers, over one line each: a service worker that takes another drops the earlier. */
export class ServiceWorkerLines {
  readonly #answer: (request: ForwardedHttp) => void;
  readonly #taken = new Map<string, Scope>();

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
      case 'taken': {
        const earlier = this.#taken.get(message.by);
        this.#taken.set(message.by, line);
        // A service worker that the browser ended closed nothing.
        if (earlier !== line) earlier?.dispose();
        return;
      }
      default:
        // A newer service worker may say more.
        message satisfies never;
    }
  }
}
