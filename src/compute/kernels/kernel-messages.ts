/** Messages to a kernel thread. */
export type KernelMessage =
  | { readonly type: 'start'; readonly module: WebAssembly.Module; readonly memory: WebAssembly.Memory }
  | { readonly type: 'run'; readonly address: number; readonly stepCount: number; readonly scratch: number };

/** What a kernel thread answers, once to each message. */
export type KernelReply =
  | { readonly type: 'ready' }
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; message: string };

/** The part of a `Worker` that is needed, so that tests can bring threads of another kind. */
export interface KernelWorker extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  postMessage(message: KernelMessage): void;
  terminate(): unknown;
}
