import type { ServerSettings } from '../contract/settings.ts';
import type { TimeStretcher } from '../contract/time-stretcher.ts';
import type { Speak } from '../contract/segment.ts';
import type { Script } from '../contract/script.ts';
import type { SpeechRequest } from '../contract/request.ts';
import { isEspeakLanguage, type Phonemizer } from '../contract/phonemizer.ts';
import type { MeasureSound, OpenSound } from '../contract/hearing.ts';
import type { CodecRegistry } from '../contract/codec.ts';
import { createHandler, type Handler } from '../api/handle.ts';
import { TakeLibrary } from '../takes/take-library.ts';
import type { TakeShelf } from '../takes/take-shelf.ts';
import { BUILT_IN, type ModelSummary, type EngineStatus } from '../contract/engine-status.ts';
import { type Language, toLanguage } from '../contract/language.ts';
import { Lexicon } from '../text/lexicon/lexicon.ts';
import { createSpeak } from '../speech/speak.ts';
import { serveHttpOverPort } from '../wire/http-port.ts';
import type { ServerInbound, ServerOutbound } from '../wire/server.protocol.ts';
import type { ForwardedHttp } from '../wire/service-worker.protocol.ts';
import { ClientService } from './client-service.ts';
import { createEngineControl, EngineLink } from './engine-link.ts';
import { FirstSpeech } from './first-speech.ts';
import { KeepAlive } from './keep-alive.ts';
import type { PackWatch } from './pack-watch.ts';
import { createRemoteHearing, createRemoteSynthesizer } from './remote-engine.ts';
import { createReadingHandlers } from './reading-handlers.ts';
import { RequestLog } from './request-log.ts';
import { ServiceWorkerLines } from './service-worker-lines.ts';
import { createStorageHandlers } from './storage-handlers.ts';

/**
 * What the server worker's entry makes for its thread; `start` is the page's first message, with settings and places.
 */
export interface SpeechServerParts {
  readonly start: Extract<ServerInbound, { type: 'start' }>;
  readonly phonemizer: Phonemizer;
  /** Begins to load what texts of a language need beside the model; called when a model is loaded, maybe often. */
  readonly prepare?: (language: Language) => void;
  /** How far the data of languages have come; part of the engine's status. */
  readonly packs?: PackWatch;
  readonly codecs: CodecRegistry;
  /** Changes the speed of what models speak; without it they are asked for every speed themselves. */
  readonly stretcher?: TimeStretcher;
  /** Lists the models that can be used. */
  readonly models: () => Promise<readonly ModelSummary[]>;
  readonly measureSound: MeasureSound;
  readonly openSound: OpenSound;
  /** Where takes are kept. */
  readonly shelf: Promise<TakeShelf>;
  readonly post: (message: ServerOutbound) => void;
}

/** Answers the API and the pages: all of the server worker except its ports and files. */
export class SpeechServer {
  readonly #lines = new ServiceWorkerLines((request) => void this.answer(request));
  readonly #link: EngineLink;
  readonly #clients: ClientService;
  readonly #keepAlive: KeepAlive;
  readonly #firstSpeech: FirstSpeech;
  readonly #handle: Handler;
  readonly #phonemizer: Phonemizer;
  readonly #stretcher: TimeStretcher | undefined;
  readonly #requests: RequestLog;
  readonly #speakers = new Map<string, Speak>();
  /** Of the engine that came last; what is lost is that one. */
  #engineNumber = 0;
  #settings: ServerSettings;
  #lexicon: Lexicon;
  readonly #prepare: (language: Language) => void;

  constructor(parts: SpeechServerParts) {
    const { start, phonemizer, codecs, models, measureSound, openSound, post } = parts;
    this.#settings = start.settings;
    this.#lexicon = new Lexicon(start.settings.lexicon ?? []);
    this.#phonemizer = phonemizer;
    this.#prepare = parts.prepare ?? (() => undefined);
    this.#stretcher = parts.stretcher;
    this.#firstSpeech = new FirstSpeech(() => post({ type: 'settled' }));
    this.#link = new EngineLink({
      config: start.config,
      packs: parts.packs,
      requestEngine: (reason) => post({ type: 'engine-lost', number: this.#engineNumber, reason }),
      onStatus: (status) => {
        this.#firstSpeech.isLoading = status.state === 'downloading' || status.state === 'loading';
        if (status.engine === 'kokoro') this.#prepareFor(status);
        this.#clients.broadcast('status', status);
      },
      onDownload: (download) => this.#clients.broadcast('download', download),
    });
    this.#keepAlive = new KeepAlive(() => post({ type: 'keep-alive' }));
    const speak: Speak = (...call) => this.#speak(...call);
    const engine = createEngineControl(this.#link);
    const library = new TakeLibrary({
      shelf: parts.shelf,
      limitBytes: start.settings.libraryLimitBytes,
      onChange: () => this.#clients.broadcast('library', null),
    });
    const hearing = { ...createRemoteHearing(this.#link), measureSound, openSound };
    this.#requests = new RequestLog((entry) => this.#clients.broadcast('request', entry));
    this.#clients = new ClientService({
      ...{ speak, codecs, engine, models, library, hearing },
      lastStatus: () => this.#link.status,
      requests: this.#requests,
      // Files that were carried in are for use without a network, which may be gone soon.
      storage: createStorageHandlers(this.#link, () => this.#firstSpeech.settle()),
      reading: createReadingHandlers(phonemizer, () => this.#lexicon),
      applySettings: (patch) => {
        this.#applySettings(patch);
        library.setLimit(this.#settings.libraryLimitBytes);
      },
    });
    this.#handle = createHandler({
      ...{ speak, phonemizer, codecs, engine, models, hearing },
      settings: () => this.#settings,
      lexicon: () => this.#lexicon,
      upstream: () => this.#settings.upstream ?? undefined,
      log: (entry) => this.#requests.note(entry),
      basePath: new URL(start.scopeUrl).pathname,
    });
  }

  /** Uses the engine worker behind `port` from now on; `number` goes back to the page when another one is needed. */
  attachEngine(port: MessagePort, number: number): void {
    this.#engineNumber = number;
    this.#link.attach(port);
  }

  /** Serves one more page, over a port of its own, until the page is gone. */
  addClient(port: MessagePort): void {
    this.#clients.add(port);
  }

  /** Answers what a service worker sends over `port`. */
  addLine(port: MessagePort): void {
    this.#lines.add(port);
  }

  /** Answers one request of the API over its port. Resolves when the answer is over, however it ended. */
  answer({ request, body, port }: ForwardedHttp): Promise<void> {
    const exchange = serveHttpOverPort(port, {
      head: request,
      body,
      handle: (asked, { clientId, resume, onCourse }) =>
        this.#requests.watch({ url: asked.url, body, id: resume?.requestId }, (requestId) =>
          this.#handle(asked, { clientId, requestId, resume, onCourse }),
        ),
    });
    return this.#keepAlive.during(exchange);
  }

  #applySettings(patch: Partial<ServerSettings>): void {
    this.#settings = { ...this.#settings, ...patch };
    if (patch.lexicon !== undefined) this.#lexicon = new Lexicon(patch.lexicon);
    // What is to be spoken offline is fetched when its voice is chosen.
    if (patch.voice !== undefined && this.#link.status?.stored === true)
      this.#prepare(this.#toVoiceLanguage());
  }

  #speak(...[request, signal, course]: Parameters<Speak>): ReturnType<Speak> {
    const model = course?.model ?? chooseModel(request, this.#link.status, this.#settings);
    if (course !== undefined) course.model = model;
    if (model !== request.model) this.#loadIfStored(request.model);
    this.#prepare(request.language);
    return this.#firstSpeech.watch(this.#speaker(model)({ ...request, model }, signal, course));
  }

  /** A model that starts needs the processor for itself; while it is downloaded there is time. */
  #prepareFor({ state }: EngineStatus): void {
    if (state !== 'idle' && state !== 'loading') this.#prepare(this.#toVoiceLanguage());
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
      lexicon: () => this.#lexicon,
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
