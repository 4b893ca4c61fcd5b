import type { ServerSettings } from '../contract/settings.ts';
import type { TakeSegment } from '../wire/take-segment.ts';
import type { LibraryCalls, OpenedTake } from '../wire/library.protocol.ts';
import { toSpokenAgain } from '../takes/kept-segment.ts';
import { exportTakes } from '../takes/export-takes.ts';
import { onAbort } from '../std/abort.ts';
import type { Speak, SpokenSegment } from '../contract/segment.ts';
import type { CodecRegistry } from '../contract/codec.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import type { EngineControl, EngineStatus, ModelSummary } from '../contract/engine-status.ts';
import type { ConsoleCalls } from '../wire/console.protocol.ts';
import { serveRpc, type RpcHandlers, type RpcServer } from '../wire/rpc.ts';
import type { ServerCalls, ServerEvents } from '../wire/server.protocol.ts';
import type { StorageCalls } from '../wire/storage.protocol.ts';
import type { HearingDeps } from '../api/request/hearing-deps.ts';
import { ListenService } from './listen-service.ts';
import type { RequestLog } from './request-log.ts';
import { TakeService, type MakingCaller } from './take-service.ts';
import { toPeaks } from '../text/timing/peaks.ts';

/** What pages can call, each part by its own protocol. */
export interface ClientServiceParts {
  readonly speak: Speak;
  readonly codecs: CodecRegistry;
  readonly engine: EngineControl;
  /** What the engine last said of itself. */
  readonly lastStatus: () => EngineStatus | undefined;
  readonly library: TakeLibrary;
  readonly hearing: HearingDeps;
  readonly requests: RequestLog;
  readonly storage: RpcHandlers<StorageCalls>;
  readonly models: () => Promise<readonly ModelSummary[]>;
  /** Changes some of the settings; the others stay. */
  readonly applySettings: (patch: Partial<ServerSettings>) => void;
  readonly reading: Pick<RpcHandlers<ServerCalls>, 'checkText' | 'readText' | 'toPlainText'>;
}

/** Serves pages, each over its own port: the host page and other tabs. */
export class ClientService {
  readonly #parts: ClientServiceParts;
  readonly #takes: TakeService;
  readonly #listening: ListenService;
  readonly #clients = new Set<RpcServer<ServerEvents>>();

  constructor(parts: ClientServiceParts) {
    this.#parts = parts;
    this.#takes = new TakeService(parts);
    this.#listening = new ListenService(parts);
  }

  /** Serves another page over `port`, until that closes. */
  add(port: MessagePort): void {
    const { library, codecs, storage, reading } = this.#parts;
    const toCaller = (take: string, signal: AbortSignal): MakingCaller => ({
      signal,
      lifetime: client.signal,
      onSegment: (spoken) => {
        const segment = toTakeSegment(take, spoken);
        client.emit('segment', segment, [segment.peaks.buffer]);
      },
    });
    const client: RpcServer<ServerEvents> = serveRpc<ServerCalls, ServerEvents>(port, {
      ...this.#engineCalls(),
      ...this.#consoleCalls(),
      ...createLibraryHandlers(library, codecs),
      ...storage,
      ...reading,
      greet: () => undefined,
      speak: (call, { signal }) => this.#takes.speak(call, toCaller(call.take, signal)),
      resumeTake: (call, { signal }) => this.#takes.resume(call, toCaller(call.take, signal)),
      playTake: (call, { signal }) => this.#takes.playTake(call, { signal, lifetime: client.signal }),
      exportTake: (call, { signal }) => this.#exportTake(call, signal),
      listen: (call, { signal }) =>
        this.#listening.listen(call, { signal, onHeard: (part) => client.emit('heard', part) }),
      models: () => this.#parts.models(),
      applySettings: (patch) => this.#parts.applySettings(patch),
    });
    this.#clients.add(client);
    // Another host before this one may have known other takes, and had an engine of its own.
    client.emit('library', null);
    const status = this.#parts.lastStatus();
    if (status !== undefined) client.emit('status', status);
    onAbort(client.signal, () => this.#clients.delete(client));
  }

  /** Sends an event to every page. */
  broadcast<Name extends keyof ServerEvents>(name: Name, value: ServerEvents[Name]): void {
    for (const client of this.#clients) client.emit(name, value);
  }

  #engineCalls(): Pick<
    RpcHandlers<ServerCalls>,
    'engineStatus' | 'configureEngine' | 'loadEngine' | 'unloadEngine'
  > {
    const { engine } = this.#parts;
    return {
      engineStatus: () => engine.status(),
      configureEngine: (patch) => engine.configure(patch),
      loadEngine: (_, { signal }) => engine.load(signal),
      unloadEngine: () => engine.unload(),
    };
  }

  #consoleCalls(): RpcHandlers<ConsoleCalls> {
    const { requests } = this.#parts;
    return {
      requests: () => requests.entries,
      requestDetail: (id) => requests.detail(id),
      clearRequests: () => requests.clear(),
    };
  }

  async #exportTake(
    { take, format, bitRate, loudness }: Parameters<ServerCalls['exportTake']>[0],
    signal: AbortSignal,
  ): Promise<Blob> {
    const pcm = this.#parts.library.read(take);
    const codec = await this.#parts.codecs.load(format);
    const bytes = codec.encode(pcm, {
      layout: 'complete',
      sampleRate: SAMPLE_RATE,
      signal,
      ...(bitRate === undefined ? {} : { bitRate }),
      ...(loudness === undefined ? {} : { loudness }),
    });
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of bytes) parts.push(chunk);
    return new Blob(parts, { type: codec.contentType });
  }
}

/** Answers a page's calls about the library, all but those that speak. */
function createLibraryHandlers(
  library: TakeLibrary,
  codecs: CodecRegistry,
): Omit<RpcHandlers<LibraryCalls>, 'resumeTake'> {
  return {
    library: (query) => library.report(query),
    openTake: (take) => openTake(library, take),
    changeTake: ({ take, patch }) => library.update(take, patch),
    deleteTakes: (takes) => library.remove(takes),
    exportTakes: ({ takes, format }, { signal }) =>
      exportTakes(library, { ids: takes, format, codecs, signal }),
  };
}

async function openTake(library: TakeLibrary, id: string): Promise<OpenedTake> {
  const { text, ...info } = await library.find(id);
  const segments: TakeSegment[] = [];
  for await (const kept of library.segments(id)) segments.push(toTakeSegment(id, toSpokenAgain(kept, text)));
  return { info, text, segments };
}

/** Converts a spoken segment to what a page shows of it: everything except the samples. */
function toTakeSegment(take: string, spoken: SpokenSegment): TakeSegment {
  const { segment, samples, engine, startSeconds, words, runSeconds = null } = spoken;
  const { index, start, end } = segment;
  const durationSeconds = samples.length / SAMPLE_RATE;
  const range = { index, start, end, startSeconds, durationSeconds };
  return { take, ...range, engine, words, runSeconds, peaks: toPeaks(samples) };
}
