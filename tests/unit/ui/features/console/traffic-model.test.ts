import type { RequestDetail, RequestLogEntry } from '../../../../../src/contract/request-log.ts';
import { describe, expect, it } from 'vitest';
import { Scope } from '../../../../../src/std/scope.ts';
import { createTrafficModel } from '../../../../../src/ui/features/console/traffic-model.ts';
import {
  isBad,
  toRealTimeFactor,
  toStatusText,
} from '../../../../../src/ui/features/console/traffic-words.ts';
import { sourceWords } from '../../../../../src/ui/words/create-words.ts';

function createEntry(id: string, patch: Partial<RequestLogEntry> = {}): RequestLogEntry {
  return {
    id,
    method: 'POST',
    path: '/v1/audio/speech',
    client: 'page',
    startedAt: 0,
    status: null,
    format: null,
    engine: null,
    queueMs: null,
    firstByteMs: null,
    durationMs: null,
    bytes: 0,
    audioSeconds: null,
    error: null,
    ...patch,
  };
}

function createTraffic(known: readonly RequestLogEntry[] = []) {
  let hear: (entry: RequestLogEntry) => void = () => undefined;
  const details = new Map<string, RequestDetail>();
  const model = createTrafficModel({
    list: () => Promise.resolve(known),
    detail: (id) => Promise.resolve(details.get(id) ?? null),
    clear: () => Promise.resolve(),
    onEntry: (handler) => {
      hear = handler;
      return () => (hear = () => undefined);
    },
  });
  const ids = (): string[] => model.store.getState().entries.map(({ id }) => id);
  return { model, details, ids, hear: (entry: RequestLogEntry) => hear(entry) };
}

const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('the traffic', () => {
  it('shows what was before and what comes, the newest first, each request once', async () => {
    const { model, ids, hear } = createTraffic([createEntry('a'), createEntry('b')]);
    const scope = new Scope();
    model.connect(scope);
    hear(createEntry('b', { status: 200 }));
    hear(createEntry('c'));
    await settle();
    expect(ids()).toEqual(['c', 'b', 'a']);
    hear(createEntry('b', { status: 200, durationMs: 5 }));
    expect(model.store.getState().entries[1]).toMatchObject({ id: 'b', durationMs: 5 });
    scope.dispose();
    hear(createEntry('d'));
    expect(ids()).toEqual(['c', 'b', 'a']);
  });

  it('looks at one request, again when its answer is there, and no more when it is closed', async () => {
    const { model, details, hear } = createTraffic();
    model.connect(new Scope());
    hear(createEntry('a'));
    model.toggle('a');
    await settle();
    expect(model.store.getState().opened).toEqual({ id: 'a', detail: null });
    const detail = { url: '/', body: '{}', contentType: 'audio/wav', answer: new Blob(['RIFF']) };
    details.set('a', detail);
    hear(createEntry('a', { status: 200, durationMs: 9 }));
    await settle();
    expect(model.store.getState().opened).toEqual({ id: 'a', detail });
    model.toggle('a');
    expect(model.store.getState().opened).toBeNull();
  });

  it('clears what is over and keeps what still runs', async () => {
    const { model, ids, hear } = createTraffic();
    model.connect(new Scope());
    await settle();
    hear(createEntry('over', { durationMs: 1 }));
    hear(createEntry('running'));
    model.clear();
    await settle();
    expect(ids()).toEqual(['running']);
  });
});

describe('what the traffic says', () => {
  it.each([
    [createEntry('a'), 'Waiting', false],
    [createEntry('a', { status: 200 }), '200, streaming', false],
    [createEntry('a', { status: 200, durationMs: 1 }), '200', false],
    [createEntry('a', { status: 503, durationMs: 1, error: 'model_unavailable: …' }), '503', true],
    [createEntry('a', { status: 200, durationMs: 1, error: 'aborted' }), 'Canceled', true],
  ])('of a request %#', (entry, text, bad) => {
    expect([toStatusText(entry, sourceWords), isBad(entry)]).toEqual([text, bad]);
  });

  it('of the real-time factor', () => {
    const entry = createEntry('a', { queueMs: 1000, durationMs: 3000, audioSeconds: 4 });
    expect(toRealTimeFactor(entry, sourceWords)).toBe('0.50');
    expect(toRealTimeFactor({ ...entry, audioSeconds: null }, sourceWords)).toBe('');
  });
});
