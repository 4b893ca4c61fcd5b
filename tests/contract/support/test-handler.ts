import type { RequestLogEntry } from '../../../src/contract/request-log.ts';
import { createHandler, type Handler } from '../../../src/api/handle.ts';
import type { ApiSettings, HandlerDeps } from '../../../src/api/request/handler-deps.ts';
import { createCodecRegistry } from '../../../src/audio/encode/codec-registry.ts';
import type { ModelSummary } from '../../../src/contract/engine-status.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { readCodecBinary } from '../../../tools/codecs/codec-binaries.ts';
import { createFakeEngine, type FakeEngine } from './fake-engine.ts';
import { createFakeSpeak, type FakeSpeak, type FakeSpeakOptions } from './fake-speak.ts';

/** The real codecs, compiled once for all tests of a file. */
export const codecs = createCodecRegistry({ loadBinary: readCodecBinary });

export const models: readonly ModelSummary[] = [
  { id: 'kokoro-82m', name: 'Kokoro', aliases: [], created: 1_735_689_600, ownedBy: 'kokoro' },
  { id: 'espeak-ng', name: 'eSpeak NG', aliases: [], created: 1_735_689_600, ownedBy: 'espeak-ng' },
];

export interface TestHandler {
  readonly handler: Handler;
  readonly engine: FakeEngine;
  readonly fake: FakeSpeak;
  /** The last state of each request's log entry. */
  readonly log: ReadonlyMap<string, RequestLogEntry>;
}

export interface TestHandlerOptions extends FakeSpeakOptions {
  readonly settings?: Partial<ApiSettings>;
  readonly deps?: Partial<HandlerDeps>;
}

/** Creates the handler with the real codecs, and an engine and a `speak` that obey the test. */
export function createTestHandler(options: TestHandlerOptions = {}): TestHandler {
  const engine = createFakeEngine();
  const fake = createFakeSpeak(options);
  const log = new Map<string, RequestLogEntry>();
  const settings = {
    ...{ maxInputLength: 4_096, maxHeardSeconds: 7_200, queueLimit: 8, loadTimeoutMs: 600_000 },
    ...options.settings,
  };
  const handler = createHandler({
    speak: fake.speak,
    phonemizer: createFakePhonemizer(),
    codecs,
    engine,
    models: () => Promise.resolve(models),
    settings: () => settings,
    log: (entry) => log.set(entry.id, entry),
    ...options.deps,
  });
  return { handler, engine, fake, log };
}

/** Creates a JSON request to a path of the API. */
export function toSpeechRequest(body: unknown, init: RequestInit = {}): Request {
  return new Request('https://sotto.test/v1/audio/speech', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}
