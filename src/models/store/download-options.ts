/** How a download from one server ended. */
export type DownloadOutcome =
  | { readonly kind: 'whole' }
  /** The server has another file under this name; `bytes` is how many came, or how many it has. */
  | { readonly kind: 'other-size'; readonly bytes: number }
  /** The server does not have it, or stopped answering; what came is kept. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** How a file is cut into requests, and how long each waits; times are in milliseconds. */
export interface DownloadTuning {
  /** Bytes asked for at a time. */
  readonly pieceBytes: number;
  /** With so many bytes come, in all lanes together, they are made to survive a crash. */
  readonly commitBytes: number;
  /** Requests at a time. */
  readonly laneCount: number;
  /** The waits before each new try, after a cut that followed no progress. */
  readonly retryDelaysMs: readonly number[];
  /** How long a server may be silent before it is asked again. */
  readonly stallTimeoutMs: number;
}

/** Sized for a model of some hundred megabytes over a line of some tens of megabits. */
export const defaultTuning: DownloadTuning = {
  pieceBytes: 8 * 1024 * 1024,
  commitBytes: 4 * 1024 * 1024,
  laneCount: 4,
  retryDelaysMs: [100, 500, 1000, 2000, 4000, 8000],
  stallTimeoutMs: 30_000,
};

/** One file to download, and what its download is done with. */
export interface DownloadOptions {
  readonly url: string;
  readonly fileBytes: number;
  readonly fetch: typeof fetch;
  readonly tuning: DownloadTuning;
  readonly signal: AbortSignal;
  /** Called for each chunk that was written. */
  readonly onProgress: () => void;
}
