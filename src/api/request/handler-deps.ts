import type { Upstream } from '../../contract/upstream.ts';
import type { RequestLogEntry } from '../../contract/request-log.ts';
import type { Speak } from '../../contract/segment.ts';
import type { Phonemizer } from '../../contract/phonemizer.ts';
import type { CodecRegistry } from '../../contract/codec.ts';
import type { Lexicon } from '../../text/lexicon/lexicon.ts';
import type { HearingDeps } from './hearing-deps.ts';
import type { EngineControl, ModelSummary } from '../../contract/engine-status.ts';

/** Settings that change what the handler answers. */
export interface ApiSettings {
  /** Longest `input`, in code points. */
  readonly maxInputLength: number;
  /** Longest sound that is written down; two hours if left out. */
  readonly maxHeardSeconds?: number;
  /** Requests that may wait; one more is answered 429. */
  readonly queueLimit: number;
  /** How long a request waits for a model that keeps loading. */
  readonly loadTimeoutMs: number;
}

/** What the API needs of the world. */
export interface HandlerDeps {
  /** Loads what it needs on first use, and decides whether another engine may stand in. */
  readonly speak: Speak;
  /** Shows how a text is read, without speaking it. */
  readonly phonemizer: Phonemizer;
  readonly codecs: CodecRegistry;
  readonly engine: EngineControl;
  readonly models: () => Promise<readonly ModelSummary[]>;
  /** Without it, transcriptions and translations answer that no model is installed. */
  readonly hearing?: HearingDeps;
  /** Read for each request. */
  readonly settings: () => ApiSettings;
  /** How the user has words said; asked for each request. */
  readonly lexicon?: () => Lexicon;
  /** Another service that may speak in the place of this device; asked for each request, none if left out. */
  readonly upstream?: () => Upstream | undefined;
  /** Called whenever an entry changes; entries of one request share their `id`. Details of failures go nowhere else. */
  readonly log?: (entry: RequestLogEntry) => void;
  /** Where the app lies below its origin; `/` if left out. */
  readonly basePath?: string;
  /** How long a load may stand still before a request gives up; 20 s if left out. */
  readonly loadStallMs?: number;
}
