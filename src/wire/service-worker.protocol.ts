import type { HttpRequestHead } from './server.protocol.ts';

/** From any page to the service worker. */
export type PageToServiceWorker =
  /** Sotto sends a `ServiceWorkerAnswer` over the port; another service worker does not. */
  | { readonly type: 'are-you-sotto'; readonly port: MessagePort }
  /** Keeps the service worker alive; see `ServerOutbound`. */
  | { readonly type: 'ping' }
  /**
   * This page now owns the server worker; later requests go to it, if it is of the service worker's version: straight
   * over `line`, which carries `ForwardedHttp`, or through the page where a browser or an earlier version gives none.
   */
  | { readonly type: 'host'; readonly version: number; readonly line?: MessagePort }
  /** Hand `port` to the host page, which gives it to its server worker. */
  | { readonly type: 'connect'; readonly port: MessagePort }
  /** Which foreign hosts to answer for, for all pages of this origin. Empty: none. */
  | { readonly type: 'foreign-hosts'; readonly hosts: readonly string[]; readonly models: boolean }
  /** This page gave up the request that it named so by `CANCEL_HEADER`. */
  | { readonly type: 'cancel'; readonly id: string }
  /** The first word was spoken, or none is wanted: what may be needed later is fetched now, for use without a network. */
  | { readonly type: 'keep-files' }
  /** This page was loaded past the service worker (a hard reload) and wants to be controlled all the same. */
  | { readonly type: 'claim' }
  /** A new version waits and takes over now; Workbox sends it, and names it. */
  | { readonly type: 'SKIP_WAITING' };

/** What Sotto says over the port of `are-you-sotto`. */
export interface ServiceWorkerAnswer {
  readonly type: 'sotto';
  /** The version of the package that it was built from; versions before 0.1.0 say none. */
  readonly version?: string;
}

/** What the page that hosts answers to `who-is-host`; `line` carries `ForwardedHttp`; earlier versions send none. */
export interface HostAnswer {
  readonly type: 'host';
  readonly line?: MessagePort;
}

/** How long the service worker waits for a `HostAnswer`. */
export const HOST_ANSWER_WITHIN_MS = 1_000;

/** From the service worker straight to a server worker, over a line. */
export type LineMessage =
  | ForwardedHttp
  /**
   * The service worker of the scope `by` uses this line, and none that it took before: messages over two lines may come in
   * another order, so it counts the lines since its `start`, which is another text each time.
   */
  | { readonly type: 'taken'; readonly by: string; readonly start: string; readonly count: number };

/** A request with a port for its answer (`http-port.ts`). */
export interface ForwardedHttp {
  readonly type: 'http';
  readonly request: HttpRequestHead;
  readonly body: ArrayBuffer | null;
  readonly port: MessagePort;
}

/** From the service worker to a page. */
export type ServiceWorkerToPage =
  /** Is this page the host, and of this version? It answers with a `HostAnswer` over the port if so. */
  | { readonly type: 'who-is-host'; readonly version: number; readonly port: MessagePort }
  | ForwardedHttp
  | { readonly type: 'client'; readonly port: MessagePort }
  /** The host changed: ports to the earlier one may be dead, connect again. */
  | { readonly type: 'host-changed' };

/** What marks a message to the service worker as Sotto's: a site's own pages may use the same types. */
export interface Addressed {
  readonly to: 'sotto';
}

/** Marks a message for Sotto. */
export function address<Message extends object>(message: Message): Message & Addressed {
  return { ...message, to: 'sotto' };
}

/** Whether a message is marked for Sotto. */
export function isAddressed(data: unknown): data is Addressed {
  return typeof data === 'object' && data !== null && 'to' in data && data.to === 'sotto';
}

/**
 * Names a request from its page to the service worker, so that a message can cancel it: no browser tells a service worker
 * that a page gave a request up before its answer, and WebKit tells nothing later either.
 */
export const CANCEL_HEADER = 'x-sotto-cancel';

/** What the head of the app's own pages contains, and no page that only uses Sotto. */
export const APP_MARK = 'name="application-name" content="Sotto"';
