import { expect, test } from 'vitest';
import { Scope } from '../../../../src/std/scope.ts';
import { createAppStore } from '../../../../src/ui/store/app-store.ts';
import { connectLeaveGuard } from '../../../../src/ui/store/connect-leave-guard.ts';
import type { AppEvent } from '../../../../src/ui/store/event.ts';
import { facts } from './take-state.ts';

const subtitles = (isUnsaved: boolean): AppEvent => ({ type: 'subtitles-changed', isUnsaved });
const started: AppEvent = { type: 'save-started', take: 'one', textLength: 10 };

test('the browser asks before the page is left while something would be lost, and only then', () => {
  const [scope, page, store] = [new Scope(), new EventTarget(), createAppStore(facts)];
  connectLeaveGuard(scope, store, page);
  const isAsking = (): boolean => {
    const event = new Event('beforeunload', { cancelable: true });
    page.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const after = (event: AppEvent): boolean => {
    store.dispatch(event);
    return isAsking();
  };
  expect(isAsking()).toBe(false);
  expect(after({ type: 'text-changed', text: 'A draft, which is kept.' })).toBe(false);
  expect(after(started)).toBe(true);
  expect(after(subtitles(true))).toBe(true);
  expect(after({ type: 'save-finished', fileName: 'a.wav' })).toBe(true);
  expect(after(subtitles(false))).toBe(false);
  expect(after(started)).toBe(true);
  expect(after({ type: 'save-cancelled' })).toBe(false);
  expect(after(started)).toBe(true);
  scope.dispose();
  expect(isAsking()).toBe(false);
});
