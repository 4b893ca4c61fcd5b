import type { RequestLogEntry } from '../contract/request-log.ts';
import type { AudioFormat } from '../contract/codec.ts';
import type { EngineConfig, EngineStatus, ModelSummary } from '../contract/engine-status.ts';
import type { ModelDownload } from '../contract/model-storage.ts';
import type { ResumePoint } from '../contract/speech-course.ts';
import type { ReadingRequest, SpeechRequest } from '../contract/request.ts';
import type { ReadWord, TextCheck } from '../contract/text-reading.ts';
import type { ServerSettings } from '../contract/settings.ts';
import type { ConsoleCalls } from './console.protocol.ts';
import type { HeardPart, ListenCalls } from './listen.protocol.ts';
import type { LibraryCalls, LibraryEvents } from './library.protocol.ts';
import type { StorageCalls } from './storage.protocol.ts';
import type { TakeSegment } from './take-segment.ts';

export type { OpenedTake } from './library.protocol.ts';
export type { TakeSegment } from './take-segment.ts';

/** From the host page to its server worker. */
export type ServerInbound =
  | {
      readonly type: 'start';
      readonly baseUrl: string;
      /** Where the API's paths begin, absolute; requests from elsewhere on the origin may leave it out. */
      readonly scopeUrl: string;
      readonly settings: ServerSettings;
      readonly config: EngineConfig;
    }
  /** A new engine worker was started; the port speaks `EngineCalls`. Replaces any earlier one, which had a lower number. */
  | { readonly type: 'engine'; readonly number: number; readonly port: MessagePort }
  /** A page, this one or another tab's, wants to call; the port speaks `ServerCalls`. */
  | { readonly type: 'client'; readonly port: MessagePort }
  /** The service worker sends its requests straight over this port, each an `http` message. */
  | { readonly type: 'line'; readonly port: MessagePort }
  /** A request that the service worker took in, handed on unread. */
  | {
      readonly type: 'http';
      readonly request: HttpRequestHead;
      readonly body: ArrayBuffer | null;
      readonly port: MessagePort;
    };

/** From the server worker to its host page. */
export type ServerOutbound =
  /** It serves, and holds this Web Lock while it lives (life-lock.ts); null where there are none. */
  | { readonly type: 'ready'; readonly lock: string | null; readonly version: string }
  /** While jobs are open, every 10 s: the page must post `ping` to the service worker, or Firefox cuts the streams. */
  | { readonly type: 'keep-alive' }
  /** Once: the first word was spoken, or none is wanted, so that files for later may be fetched. */
  | { readonly type: 'settled' }
  /**
   * The engine worker of that number, 0 for one that never came, died or must be replaced; the page starts a fresh one
   * and answers with `engine`. If it did so by itself meanwhile, that one's `engine` is under way.
   */
  | { readonly type: 'engine-lost'; readonly number: number; readonly reason: string };

/** A request without its body. */
export interface HttpRequestHead {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  /** The service worker's id of the page that asked; empty where there is none. */
  readonly clientId: string;
  /** Where to go on with an answer whose thread was lost; absent for one that begins. */
  readonly resume?: ResumePoint;
}

/** What comes back over the port of an `http` message, before the body's chunks. */
export interface HttpResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly hasBody: boolean;
}

/** What a page may call (rpc over its port). Every call may be aborted. */
export interface ServerCalls extends ConsoleCalls, LibraryCalls, ListenCalls, StorageCalls {
  /** Answers at once: somebody is there. */
  greet(): Promise<void>;
  /**
   * Speaks into `sink`, a port whose other end is a player worklet (player.protocol.ts), which may seek until it
   * cancels. Resolves when the last sample was handed over. Segments are announced by the event `segment` with the same
   * `take`, which is made for as long as anybody listens to it.
   */
  speak(call: {
    readonly take: string;
    readonly request: SpeechRequest;
    readonly sink: MessagePort;
    /** False for what is only tried out; the library keeps everything else. */
    readonly isKept?: boolean;
  }): Promise<void>;
  /**
   * Plays what there is of a take, from `fromSeconds` on, and goes on with what is made meanwhile. Resolves when the
   * last sample was handed over; rejects with `invalid_value` where the take is not kept any more.
   */
  playTake(call: {
    readonly take: string;
    readonly fromSeconds: number;
    readonly sink: MessagePort;
  }): Promise<void>;
  /**
   * Encodes any take that is kept, whole or as far as it came. Rejects with `invalid_value` where it is not kept any
   * more.
   */
  exportTake(call: {
    readonly take: string;
    readonly format: AudioFormat;
    readonly bitRate?: number;
    /** LUFS; as it was spoken where left out. */
    readonly loudness?: number;
  }): Promise<Blob>;
  /** Shows how a text is read, as it would be spoken. Rejects with `no_speakable_text` where nothing can be. */
  readText(request: ReadingRequest): Promise<readonly ReadWord[]>;
  /** Converts a text to plain text: what would be spoken of it, with an empty line between its blocks. */
  toPlainText(request: ReadingRequest): Promise<string>;
  /** Looks at a text before it is spoken. */
  checkText(request: ReadingRequest): Promise<TextCheck>;
  engineStatus(): Promise<EngineStatus>;
  configureEngine(patch: Partial<EngineConfig>): Promise<EngineStatus>;
  loadEngine(): Promise<EngineStatus>;
  unloadEngine(): Promise<EngineStatus>;
  models(): Promise<readonly ModelSummary[]>;
  /** Changes some of the settings; the others stay. */
  applySettings(patch: Partial<ServerSettings>): Promise<void>;
}

/** What the server worker reports to every client page without being asked. */
export interface ServerEvents extends LibraryEvents {
  status: EngineStatus;
  segment: TakeSegment;
  request: RequestLogEntry;
  download: ModelDownload;
  /** Only to the page that listens. */
  heard: HeardPart;
}
