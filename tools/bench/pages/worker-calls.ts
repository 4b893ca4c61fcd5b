type Handlers = Readonly<Record<string, (argument: never) => Promise<unknown>>>;

interface Call {
  readonly name: string;
  readonly argument: unknown;
}

type Answer = { readonly value: unknown } | { readonly error: string };

/** Answers calls from the page in a worker, one after another as they come. */
export function serveCalls(handlers: Handlers): void {
  const port = self as unknown as MessagePort;
  self.onmessage = ({ data: { name, argument } }: MessageEvent<Call>) => {
    const handler = handlers[name] as ((argument: unknown) => Promise<unknown>) | undefined;
    const work = handler?.(argument) ?? Promise.reject(new Error(`There is no call '${name}'.`));
    work.then(
      (value) => port.postMessage({ value } satisfies Answer),
      (error: unknown) => port.postMessage({ error: String(error) } satisfies Answer),
    );
  };
}

/** Creates a function that calls such a worker; one call at a time. */
export function createCaller(worker: Worker): (name: string, argument?: unknown) => Promise<unknown> {
  return (name, argument) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if ('error' in data) reject(new Error(data.error));
        else resolve(data.value);
      };
      worker.onerror = ({ message }) => {
        reject(new Error(`The worker failed: ${message}`));
      };
      worker.postMessage({ name, argument } satisfies Call);
    });
}
