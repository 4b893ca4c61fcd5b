import { Scope } from '../std/scope.ts';
import type { TimeStretcher } from '../contract/time-stretcher.ts';
import type { Speak } from '../contract/segment.ts';
import type { Script } from '../contract/script.ts';
import type { SpeechRequest } from '../contract/request.ts';
import { isEspeakLanguage } from '../contract/spoken-language.ts';
import type { OpenSound } from '../contract/hearing.ts';
import type { Phonemizer } from '../contract/phonemizer.ts';
import type { CodecRegistry } from '../contract/codec.ts';
import { createHandler, type Handler } from '../api/handle.ts';
import { TakeLibrary } from '../takes/take-library.ts';
import type { TakeShelf } from '../takes/take-shelf.ts';
import type { ModelSummary, EngineStatus, EngineControl } from '../contract/engine-status.ts';
import { type Language, toLanguage } from '../contract/language.ts';
import { createSpeak } from '../speech/speak.ts';
import { serveHttpOverPort } from '../wire/http-port.ts';
import type { ServerInbound, ServerOutbound, ServerSettings } from '../wire/server.protocol.ts';
import { ClientService } from './client-service.ts';
import { EngineLink, ENGINE_SILENCE_MS } from './engine-link.ts';
import { createRemoteSynthesizer } from './remote-synthesizer.ts';
import { createRemoteHearing } from './remote-hearing.ts';
import { RequestLog } from './request-log.ts';
import { createStorageHandlers } from './storage-handlers.ts';

/** Firefox ends a service worker 30 s after its last event, and with it every answer under way. */
const PERIOD_MS = 10_000;

/** Calls `tick` every 10 s while any job is open. */
class KeepAlive {
  readonly #scope = new Scope();
  readonly #tick: () => void;
  #openCount = 0;
  #stop: () => void = () => undefined;

  constructor(tick: () => void) {
    this.#tick = tick;
  }

  /** Counts a job as open until it settles. */
  async during<T>(job: Promise<T>): Promise<T> {
    this.#openCount += 1;
    if (this.#openCount === 1) this.#stop = this.#scope.interval(this.#tick, PERIOD_MS);
    try {
      return await job;
    } finally {
      this.#openCount -= 1;
      if (this.#openCount === 0) this.#stop();
    }
  }
}

/** A busy engine cannot answer; callers then get its last status. */
const ANSWER_WITHIN_MS = 300;

/** The model that is always there: eSpeak NG. */
const BUILT_IN = 'espeak-ng';

export interface SpeechServerParts {
  readonly start: Extract<ServerInbound, { type: 'start' }>;
  readonly phonemizer: Phonemizer;
  /** Begins to load what texts of a language need beside the model; called when a model is loaded, maybe often. */
  readonly prepare?: (language: Language) => void;
  readonly codecs: CodecRegistry;
  /** Changes the speed of what models speak; without it they are asked for every speed themselves. */
  readonly stretcher?: TimeStretcher;
  readonly models: () => Promise<readonly ModelSummary[]>;
  readonly openSound: OpenSound;
  /** Where takes are kept. */
  readonly shelf: Promise<TakeShelf>;
  readonly post: (message: ServerOutbound) => void;
}

/** Answers the API and the pages: all of the server worker except its ports and files. */
export class SpeechServer {
  readonly #link: EngineLink;
  readonly #clients: ClientService;
  readonly #keepAlive: KeepAlive;
  readonly #handle: Handler;
  readonly #phonemizer: Phonemizer;
  readonly #stretcher: TimeStretcher | undefined;
  readonly #requests: RequestLog;
  readonly #speakers = new Map<string, Speak>();
  #settings: ServerSettings;
  readonly #prepare: (language: Language) => void;

  constructor(parts: SpeechServerParts) {
    const { start, phonemizer, prepare, codecs, stretcher, models, openSound, shelf, post } = parts;
    this.#settings = start.settings;
    this.#phonemizer = phonemizer;
    this.#prepare = prepare ?? (() => undefined);
    this.#stretcher = stretcher;
    this.#link = new EngineLink({
      config: start.config,
      requestEngine: (reason) => post({ type: 'engine-lost', reason }),
      onStatus: (status) => {
        if (status.state !== 'idle' && status.engine === 'kokoro') this.#prepare(this.#toVoiceLanguage());
        this.#clients.broadcast('status', status);
      },
      onDownload: (download) => this.#clients.broadcast('download', download),
    });
    this.#keepAlive = new KeepAlive(() => post({ type: 'keep-alive' }));
    const speak: Speak = (request, signal) => this.#speak(request, signal);
    const engine = createEngineControl(this.#link);
    const library = new TakeLibrary({
      shelf,
      limitBytes: start.settings.libraryLimitBytes,
      onChange: () => this.#clients.broadcast('library', null),
    });
    const hearing = { ...createRemoteHearing(this.#link), openSound };
    this.#requests = new RequestLog((entry) => this.#clients.broadcast('request', entry));
    this.#clients = new ClientService({
      ...{ speak, codecs, engine, models, library, hearing },
      requests: this.#requests,
      storage: createStorageHandlers(this.#link),
      applySettings: (patch) => {
        this.#applySettings(patch);
        library.setLimit(this.#settings.libraryLimitBytes);
      },
    });
    this.#handle = createHandler({
      speak,
      phonemizer,
      codecs,
      engine,
      models,
      hearing,
      settings: () => this.#settings,
      log: (entry) => this.#requests.note(entry),
      basePath: new URL(start.baseUrl).pathname,
    });
  }

  attachEngine(port: MessagePort): void {
    this.#link.attach(port);
  }

  addClient(port: MessagePort): void {
    this.#clients.add(port);
  }

  answer({ request, body, port }: Extract<ServerInbound, { type: 'http' }>): Promise<void> {
    const exchange = serveHttpOverPort(port, {
      head: request,
      body,
      handle: (asked, clientId) =>
        this.#requests.watch({ url: asked.url, body }, (requestId) =>
          this.#handle(asked, { clientId, requestId }),
        ),
    });
    return this.#keepAlive.during(exchange);
  }

  #applySettings(patch: Partial<ServerSettings>): void {
    this.#settings = { ...this.#settings, ...patch };
    // What is to be spoken offline is fetched when its voice is chosen.
    if (patch.voice !== undefined && this.#link.status?.stored === true)
      this.#prepare(this.#toVoiceLanguage());
  }

  #speak(...[request, signal]: Parameters<Speak>): ReturnType<Speak> {
    const model = chooseModel(request, this.#link.status, this.#settings);
    if (model !== request.model) this.#loadIfStored(request.model);
    this.#prepare(request.language);
    return this.#speaker(model)({ ...request, model }, signal);
  }

  /** The language of the voice that the page has chosen, or of the first of a mix. */
  #toVoiceLanguage(): Language {
    return toLanguage(this.#settings.voice?.charAt(0) ?? '') ?? 'en-us';
  }

  /** One for each model, as it learns how fast that is. */
  #speaker(model: string): Speak {
    const known = this.#speakers.get(model);
    if (known !== undefined) return known;
    const synthesizer = createRemoteSynthesizer(this.#link, model);
    // The built-in voice has a rate of its own, which serves every speed.
    const stretcher = model === BUILT_IN ? undefined : this.#stretcher;
    const speak = createSpeak({
      phonemizer: this.#phonemizer,
      synthesizer,
      ...(stretcher === undefined ? {} : { stretcher }),
    });
    this.#speakers.set(model, speak);
    return speak;
  }

  /** While the built-in voice stands in, a model that is stored is made ready for the next request. */
  #loadIfStored(model: string): void {
    const { status } = this.#link;
    if (status?.stored !== true || status.model !== model || status.state !== 'idle') return;
    createEngineControl(this.#link)
      .load(new AbortController().signal)
      .catch((error: unknown) => console.warn('The model could not be loaded', error));
  }
}

/**
 * Decides which model speaks: the one asked for, or the built-in voice where that may stand in for one not ready, and
 * speaks all languages of the request.
 */
export function chooseModel(
  {
    model: asked,
    language,
    script,
  }: Pick<SpeechRequest, 'language' | 'model'> & { readonly script?: Script },
  status: EngineStatus | undefined,
  { fallback }: Pick<ServerSettings, 'fallback'>,
): string {
  if (fallback === 'none' || asked === BUILT_IN) return asked;
  const runs = script?.items.filter((item) => item.kind === 'run') ?? [{ language }];
  if (!runs.every((run) => isEspeakLanguage(run.language))) return asked;
  return status?.state === 'ready' && status.model === asked ? asked : BUILT_IN;
}

/** Creates the control of the engine at the other end of `link`; unloading or reconfiguring waits for a run to end. */
export function createEngineControl(link: EngineLink): EngineControl {
  const never = new AbortController().signal;
  const silenceMs = ENGINE_SILENCE_MS;
  const ask = (signal: AbortSignal): Promise<EngineStatus> =>
    link.ask((client) => client.call('status', undefined, { signal, silenceMs }), signal);
  return {
    async status() {
      const known = link.status;
      if (known === undefined) return ask(never);
      const scope = new Scope();
      const late = scope.sleep(ANSWER_WITHIN_MS).then(() => link.status ?? known);
      try {
        return await Promise.race([ask(scope.signal), late]);
      } finally {
        scope.dispose();
      }
    },
    configure: (patch) => link.configure(patch, never),
    // A download may take long; callers watch its progress instead of a clock.
    load: (signal) =>
      link.ask(
        (client) => client.call('load', undefined, { signal, silenceMs, timeoutMs: Infinity }),
        signal,
      ),
    unload: () => link.ask((client) => client.call('unload', undefined, { silenceMs }), never),
  };
}
