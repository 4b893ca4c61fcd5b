/** One end of a message channel: a `MessagePort`, or anything that looks like one. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener: EventTarget['addEventListener'];
  removeEventListener: EventTarget['removeEventListener'];
  start?(): void;
  close?(): void;
}
