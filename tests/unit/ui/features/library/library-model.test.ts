import { describe, expect, it, vi } from 'vitest';
import type { LibraryService } from '../../../../../src/page/server-services.ts';
import type { LibraryReport } from '../../../../../src/contract/takes.ts';
import { createDeferred, type Deferred } from '../../../../../src/std/deferred.ts';
import { Scope } from '../../../../../src/std/scope.ts';
import { createLibraryModel } from '../../../../../src/ui/features/library/library-model.ts';
import { createFakePageServices } from '../../../../fixtures/fake-page-services.ts';

const report: LibraryReport = {
  takes: [],
  usedBytes: 0,
  limitBytes: 1,
  isLasting: true,
  evicted: [],
  cut: [],
};

/** A library that lists when a test says so. */
function createLibrary(patch: Partial<LibraryService> = {}) {
  const lists: { readonly query: string; readonly answer: Deferred<LibraryReport> }[] = [];
  let change = (): void => undefined;
  const services = createFakePageServices();
  const fake: LibraryService = {
    ...services.library,
    list: (query) => {
      const answer = createDeferred<LibraryReport>();
      lists.push({ query, answer });
      return answer.promise;
    },
    onChange: (handler) => {
      change = handler;
      return () => (change = () => undefined);
    },
    ...patch,
  };
  const model = createLibraryModel(fake, services.wakeLock);
  return { model, lists, change: () => change(), calls: services.calls };
}

const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('the library on the page', () => {
  it('lists at once and after changes, once for those that came together, until its scope ends', async () => {
    const { model, lists, change } = createLibrary();
    const scope = new Scope();
    model.connect(scope);
    change();
    change();
    expect(lists).toHaveLength(1);
    lists[0]?.answer.resolve(report);
    await settle();
    expect(model.store.getState().report).toBe(report);
    expect(lists).toHaveLength(2);
    lists[1]?.answer.resolve({ ...report, usedBytes: 1 });
    await settle();
    expect(model.store.getState().report?.usedBytes).toBe(1);
    expect(lists).toHaveLength(2);
    scope.dispose();
    change();
    expect(lists).toHaveLength(2);
  });

  it('never shows the list of an earlier query', async () => {
    const { model, lists } = createLibrary();
    model.search('a');
    model.search('ab');
    lists[0]?.answer.resolve({ ...report, usedBytes: 1 });
    await settle();
    expect(model.store.getState().report).toBeNull();
    expect(lists.map(({ query }) => query)).toEqual(['a', 'ab']);
    lists[1]?.answer.resolve(report);
    await settle();
    expect(model.store.getState().report).toBe(report);
  });

  it('exports one archive at a time with the screen on, and says what went wrong', async () => {
    const packing = createDeferred<Blob>();
    const { model, calls } = createLibrary({ export: () => packing.promise });
    const save = vi.fn();
    const first = model.export([], 'wav', save);
    await model.export([], 'wav', save);
    expect(model.store.getState().isExporting).toBe(true);
    expect(calls).toEqual(['hold screen']);
    packing.resolve(new Blob(['PK']));
    await first;
    expect(save).toHaveBeenCalledOnce();
    expect(calls).toEqual(['hold screen', 'release screen']);
    expect(model.store.getState()).toMatchObject({ isExporting: false, problem: null });

    const failing = createLibrary({ export: () => Promise.reject(new Error('no room')) });
    await failing.model.export([], 'flac', save);
    expect(failing.model.store.getState().problem).toEqual({ code: 'unknown', detail: 'no room' });
    expect(save).toHaveBeenCalledOnce();
  });

  it('says what went wrong until something else is done, or the list comes after all', async () => {
    const { model, lists } = createLibrary({ remove: () => Promise.reject(new Error('busy')) });
    model.remove(['a']);
    await settle();
    model.search('a');
    lists[0]?.answer.resolve(report);
    await settle();
    expect(model.store.getState().problem?.detail).toBe('busy');
    model.pin('a', true);
    expect(model.store.getState().problem).toBeNull();
    model.search('b');
    lists[1]?.answer.reject(new Error('away'));
    await settle();
    expect(model.store.getState().listProblem?.detail).toBe('away');
    model.search('c');
    lists[2]?.answer.resolve(report);
    await settle();
    expect(model.store.getState().listProblem).toBeNull();
  });
});
