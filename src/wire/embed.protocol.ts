import { isMessage } from './protocol-version.ts';
import { isAddressed } from './service-worker.protocol.ts';
import type { HttpRequestHead } from './server.protocol.ts';

/**
 * The version of what a page says to the frame of another origin, the exchanges of http-port.ts included. The two may be
 * of different releases for years: raise it with every change that an older side would misread.
 */
export const EMBED_VERSION = 1;

/** From the embedding page to the frame, with the port that everything else goes over. */
export interface EmbedHello {
  readonly to: 'sotto';
  readonly type: 'embed';
  readonly version: number;
}

/** What the frame answers over that port. After `welcome` it takes calls. */
export type EmbedAnswer =
  | { readonly type: 'welcome' }
  /** The owner of the frame's origin has not allowed the page's origin. */
  | { readonly type: 'refused'; readonly reason: 'origin' }
  /** `version` is the one that the frame knows. */
  | { readonly type: 'refused'; readonly reason: 'version'; readonly version: number };

/** What the embedding page asks of the frame. Each call has a port of its own, which an HTTP exchange answers. */
export type EmbedCall =
  /** A request of the API; its `url` is a path with a query. */
  | {
      readonly type: 'http';
      readonly request: Pick<HttpRequestHead, 'method' | 'url' | 'headers'>;
      readonly body: ArrayBuffer | null;
      readonly port: MessagePort;
    }
  /** The module of the player's worklet, which the embedding page runs itself. */
  | { readonly type: 'player'; readonly port: MessagePort };

/** Whether a message greets the frame; pages and extensions may send anything. */
export function isHello(data: unknown): data is EmbedHello {
  return (
    isAddressed(data) &&
    isMessage(data) &&
    data.type === 'embed' &&
    'version' in data &&
    typeof data.version === 'number'
  );
}

/** Whether a message is a call with all that it needs. */
export function isEmbedCall(data: unknown): data is EmbedCall {
  if (!isMessage(data) || !('port' in data) || !(data.port instanceof MessagePort)) return false;
  if (data.type === 'player') return true;
  if (data.type !== 'http' || !('request' in data) || !('body' in data)) return false;
  return isRequest(data.request) && (data.body === null || data.body instanceof ArrayBuffer);
}

function isRequest(value: unknown): value is Extract<EmbedCall, { type: 'http' }>['request'] {
  if (typeof value !== 'object' || value === null) return false;
  const { method, url, headers } = value as Readonly<Record<string, unknown>>;
  return (
    typeof method === 'string' && typeof url === 'string' && Array.isArray(headers) && headers.every(isHeader)
  );
}

function isHeader(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}
