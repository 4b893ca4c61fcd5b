import type { ServerSettings } from '../contract/settings.ts';
import type { AudioFormat } from '../contract/codec.ts';
import type { EngineConfig, EngineStatus } from '../contract/engine-status.ts';
import type { ReadingRequest, SpeechRequest } from '../contract/request.ts';
import type { ReadWord, TextCheck } from '../contract/text-reading.ts';
import type { TakeSegment } from '../wire/server.protocol.ts';
import type { ConsoleService, HearingService, LibraryService, StorageService } from './server-services.ts';
import type { DraftStorage } from './draft-storage.ts';
import type { LexiconStorage } from './lexicon-storage.ts';
import type { MediaControls } from './media-session.ts';
import type { Player } from './player.ts';
import type { SettingsStorage } from './settings-storage.ts';
import type { WakeLock } from './wake-lock.ts';

export type { TakeSegment } from '../wire/server.protocol.ts';

/** What the page asks of the server worker, wherever that runs: in this tab or in another. */
export interface SpeechService {
  /** Speaks into `sink`; resolves when the last sample was handed over. */
  speak(call: SpeakCall, signal: AbortSignal): Promise<void>;
  /** Plays what was made of a take so far, then what is made meanwhile; resolves like `speak`. */
  playTake(call: PlayTakeCall, signal: AbortSignal): Promise<void>;
  /** Like `playTake`, but also speaks and keeps what is missing of a kept take that was broken off. */
  resumeTake(call: PlayTakeCall, signal: AbortSignal): Promise<void>;
  /** Encodes a take that was spoken, whole or as far as it came. */
  exportTake(call: ExportTakeCall, signal: AbortSignal): Promise<Blob>;
  /** Shows how a text is read, as it would be spoken. Rejects with `no_speakable_text` where nothing can be. */
  readText(request: ReadingRequest, signal: AbortSignal): Promise<readonly ReadWord[]>;
  /** Converts a text to plain text: what would be spoken of it, with an empty line between its blocks. */
  toPlainText(request: ReadingRequest, signal: AbortSignal): Promise<string>;
  /** Looks at a text before it is spoken. */
  checkText(request: ReadingRequest, signal: AbortSignal): Promise<TextCheck>;
  engineStatus(signal: AbortSignal): Promise<EngineStatus>;
  configureEngine(patch: Partial<EngineConfig>, signal: AbortSignal): Promise<EngineStatus>;
  /** Fetches the model if need be; resolves when the engine is ready. */
  loadEngine(signal: AbortSignal): Promise<EngineStatus>;
  unloadEngine(signal: AbortSignal): Promise<EngineStatus>;
  /** Changes some of the settings; the others stay. */
  applySettings(patch: Partial<ServerSettings>, signal: AbortSignal): Promise<void>;
  onStatus(handler: (status: EngineStatus) => void): () => void;
  onSegment(handler: (segment: TakeSegment) => void): () => void;
}

/** A text to speak as a new take; its sound goes to `sink`, the port of a player or of a stream. */
export interface SpeakCall {
  /** Names the take in its `segment` events and for `exportTake`. */
  readonly take: string;
  readonly request: SpeechRequest;
  readonly sink: MessagePort;
  /** False for what is only tried out; the library keeps everything else. */
  readonly isKept?: boolean;
}

/** A take to play from a place on; its sound goes to `sink`, the port of a player. */
export interface PlayTakeCall {
  /** The id of a take of the library. */
  readonly take: string;
  readonly fromSeconds: number;
  readonly sink: MessagePort;
}

/** A take to encode, and the format of the file. */
export interface ExportTakeCall {
  /** The id of a take of the library. */
  readonly take: string;
  readonly format: AudioFormat;
  /** Bits a second, where the format is lossy. */
  readonly bitRate?: number;
  /** LUFS; as it was spoken where left out. */
  readonly loudness?: number;
}

/** Everything outside React that the interface talks to. */
export interface PageServices {
  readonly speech: SpeechService;
  readonly library: LibraryService;
  readonly console: ConsoleService;
  readonly storage: StorageService;
  readonly hearing: HearingService;
  readonly player: Player;
  /** A second one, so that trying a voice leaves the take where it is. */
  readonly previewPlayer: Player;
  readonly media: MediaControls;
  readonly wakeLock: WakeLock;
  readonly settings: SettingsStorage;
  readonly lexicon: LexiconStorage;
  readonly draft: DraftStorage;
  /** The lines of the recording that was written down last. */
  readonly subtitles: DraftStorage;
  /** Resolves when `fetch` to the API is answered in this page; rejects where the browser cannot do that. */
  readonly apiReady: Promise<void>;
  /** Tells the service worker which foreign hosts to answer for. */
  answerForeignHosts(hosts: readonly string[], models: boolean): void;
  /** Calls `handler` when a new version of the app waits. */
  onUpdate(handler: () => void): void;
  /** Reloads the page with the new version. */
  applyUpdate(): void;
}
