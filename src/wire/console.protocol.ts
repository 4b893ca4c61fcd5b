import type { RequestDetail, RequestLogEntry } from '../contract/request-log.ts';

/** What a page may ask of the request log (rpc over its port to the server worker). */
export interface ConsoleCalls {
  /** The latest requests, the oldest first. */
  requests(): Promise<readonly RequestLogEntry[]>;
  /** Null where the request is not kept any more. */
  requestDetail(id: string): Promise<RequestDetail | null>;
  clearRequests(): Promise<void>;
}
