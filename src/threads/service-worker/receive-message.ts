import { isMessage, PROTOCOL_VERSION, VERSION } from '../../wire/protocol-version.ts';
import type { RpcToClient } from '../../wire/rpc.protocol.ts';
import type { PageToServiceWorker, ServiceWorkerAnswer } from '../../wire/service-worker.protocol.ts';
import type { ApiFront } from './api-front.ts';
import type { ForeignHostStore } from './foreign-hosts.ts';
import type { HostFinder, Pages } from './host-finder.ts';

/** What is used of a message event. */
export interface ReceivedMessage {
  readonly data: unknown;
  readonly source: object | null;
  waitUntil(work: Promise<unknown>): void;
}

/** What messages of pages reach. */
export interface MessageTargets {
  readonly worker: {
    skipWaiting(): Promise<void>;
    readonly clients: { claim(): Promise<void> };
  };
  readonly pages: Pages;
  readonly hosts: HostFinder;
  readonly front: ApiFront;
  readonly foreign: ForeignHostStore;
  /** Fetches and keeps what pages may need later; rejects where a file is missing. */
  readonly keepFiles: () => Promise<void>;
}

/** Does what a page asks; ignores what this version does not know, and what has not the form of its type. */
export function receiveMessage(event: ReceivedMessage, targets: MessageTargets): void {
  const { worker, front, foreign } = targets;
  if (!isMessage(event.data)) return;
  const message = event.data as PageToServiceWorker;
  if (needsPort(message) && !(message.port instanceof MessagePort)) return;
  switch (message.type) {
    case 'ping':
      // Having been called is all that counts.
      return;
    case 'are-you-sotto':
      message.port.postMessage({ type: 'sotto', version: VERSION } satisfies ServiceWorkerAnswer);
      return;
    case 'host':
      if (message.version === PROTOCOL_VERSION)
        event.waitUntil(changeHost((event.source as { readonly id: string }).id, message.line, targets));
      return;
    case 'connect':
      event.waitUntil(connect(message.port, targets));
      return;
    case 'cancel':
      front.cancel(message.id);
      return;
    case 'foreign-hosts':
      event.waitUntil(foreign.write(message));
      return;
    case 'keep-files':
      // Without a network, or on a full disk, it is tried again on the next visit.
      event.waitUntil(targets.keepFiles().catch(() => undefined));
      return;
    case 'claim':
      event.waitUntil(worker.clients.claim());
      return;
    case 'SKIP_WAITING':
      event.waitUntil(worker.skipWaiting());
      return;
    default:
      // Pages of another version, and other scripts of the site, may send what this one does not know.
      message satisfies never;
  }
}

function needsPort(
  message: PageToServiceWorker,
): message is Extract<PageToServiceWorker, { readonly port: MessagePort }> {
  return message.type === 'are-you-sotto' || message.type === 'connect';
}

async function changeHost(
  hostId: string,
  line: unknown,
  { hosts, front, pages }: MessageTargets,
): Promise<void> {
  hosts.remember(hostId, line instanceof MessagePort ? line : undefined);
  front.dropOpen();
  for (const page of await pages.all()) {
    if (page.id !== hostId) page.postMessage({ type: 'host-changed' }, []);
  }
}

async function connect(port: MessagePort, { hosts }: MessageTargets): Promise<void> {
  const host = await hosts.find();
  if (host !== undefined) {
    host.postMessage({ type: 'client', port }, [port]);
    return;
  }
  const refusal: RpcToClient = { type: 'close' };
  port.postMessage(refusal);
}
