import { describe, expect, test } from 'vitest';
import type { EngineStatus } from '../../../../src/contract/engine-status.ts';
import { defaultSettings } from '../../../../src/page/settings.ts';
import type { AppEvent } from '../../../../src/ui/store/event.ts';
import { reduce } from '../../../../src/ui/store/reduce.ts';
import { isKokoroShown } from '../../../../src/ui/store/selectors.ts';
import { toSpokenSentence } from '../../../../src/ui/store/timeline.ts';
import { toTotalSeconds, toTake } from '../../../../src/ui/store/take.ts';
import { idleStatus } from '../../../fixtures/fake-page-services.ts';
import { after, createSegment, ended, heard, ordered } from './take-state.ts';

const segment = (index: number, patch = {}) =>
  ({ type: 'segment-made', segment: createSegment(index, patch) }) as const;
const problem = { code: 'synthesis_failed', detail: 'It broke.' } as const;

describe('a take', () => {
  test('goes from asked for to heard to finished', () => {
    expect(after().take.phase).toBe('none');
    expect(after(ordered).take.phase).toBe('preparing');
    expect(after(ordered, segment(0)).take.phase).toBe('preparing');
    expect(after(ordered, segment(0), heard(0)).take.phase).toBe('preparing');
    expect(after(ordered, segment(0), heard(0.1)).take.phase).toBe('speaking');
    const done = after(ordered, segment(0), heard(0.1), ended, { type: 'take-completed', take: 'take-1' });
    expect(done.take).toMatchObject({ phase: 'finished', take: { positionSeconds: 4, complete: true } });
  });

  test('pauses where the system takes the sound away', () => {
    const interrupted = { type: 'player-reported', event: { type: 'interrupted' } } as const;
    expect(after(ordered, heard(1), interrupted).take.phase).toBe('paused');
    expect(after(ordered, heard(1), interrupted, { type: 'take-resumed' }).take.phase).toBe('speaking');
    expect(after(interrupted).take.phase).toBe('none');
  });

  test('pauses only while it speaks, and resumes only from there', () => {
    expect(after(ordered, { type: 'take-paused' }).take.phase).toBe('preparing');
    const paused = after(ordered, heard(1), { type: 'take-paused' });
    expect(paused.take.phase).toBe('paused');
    expect(reduce(paused, { type: 'take-resumed' }).take.phase).toBe('speaking');
    const stopped = reduce(paused, { type: 'take-stopped' });
    expect(stopped.take.phase).toBe('stopped');
    expect(reduce(stopped, { type: 'take-resumed' })).toBe(stopped);
  });

  test('heeds no late report once it was stopped or failed', () => {
    const stopped = after(ordered, heard(1), { type: 'take-stopped' });
    expect(reduce(stopped, heard(2))).toBe(stopped);
    expect(reduce(stopped, ended)).toBe(stopped);
    const failed = after(ordered, heard(1), { type: 'take-failed', take: 'take-1', problem });
    expect(failed.take).toMatchObject({ phase: 'failed', problem });
    expect(reduce(failed, ended)).toBe(failed);
  });

  test('heeds nothing of an earlier take', () => {
    const state = after(ordered);
    expect(reduce(state, segment(0, { take: 'take-0' }))).toBe(state);
    expect(reduce(state, { type: 'take-completed', take: 'take-0' })).toBe(state);
    expect(reduce(state, { type: 'take-failed', take: 'take-0', problem })).toBe(state);
  });

  test('lists a segment once that the next host announces again, at its place', () => {
    const again = { ...segment(0), segment: createSegment(0, { runSeconds: 1 }) };
    const { segments } = toTake(after(ordered, segment(0), segment(1), again, segment(1)).take)!;
    expect(segments).toMatchObject([{ index: 0, runSeconds: 1 }, { index: 1 }]);
  });

  test('a new order starts over', () => {
    const state = after(ordered, segment(0), heard(1), ordered);
    expect(state.take).toMatchObject({ phase: 'preparing', take: { segments: [], positionSeconds: 0 } });
  });

  test('knows the sentence that is heard, at its edges too', () => {
    const at = (seconds: number): number | undefined =>
      toSpokenSentence(after(ordered, segment(0), segment(1), heard(seconds)).take)?.start;
    expect([at(0.1), at(1.99), at(2), at(3.9), at(4)]).toEqual([0, 0, 9, 9, undefined]);
  });

  test('goes on from elsewhere, and says so at once', () => {
    const paused = after(ordered, segment(0), heard(1), { type: 'take-paused' });
    const sought = reduce(paused, { type: 'take-sought', positionSeconds: 0.25 });
    expect(sought.take).toMatchObject({ phase: 'paused', take: { positionSeconds: 0.25 } });
    const over = after(ordered, segment(0), heard(1), ended);
    expect(reduce(over, { type: 'take-sought', positionSeconds: 1 })).toBe(over);
    expect(reduce(over, { type: 'take-replayed', fromSeconds: 1.5 }).take).toMatchObject({
      phase: 'speaking',
      take: { positionSeconds: 1.5, segments: [{ index: 0 }] },
    });
  });

  test('estimates its length from the share of the text until it is complete', () => {
    const half = after(ordered, segment(0, { end: 10 }));
    expect(toTotalSeconds(toTake(half.take)!)).toBe(4);
    const whole = after(ordered, segment(0), segment(1, { end: 17 }), {
      type: 'take-completed',
      take: 'take-1',
    });
    expect(toTotalSeconds(toTake(whole.take)!)).toBe(4);
  });
});

describe('a download of Kokoro', () => {
  const report = (patch: Partial<EngineStatus>): AppEvent => ({
    type: 'engine-reported',
    status: { ...idleStatus, ...patch },
  });
  const running = report({ state: 'downloading', loadedBytes: 8, totalBytes: 92 });

  test('is shown whatever speaks, and where it was left', () => {
    const builtIn: AppEvent = {
      type: 'settings-changed',
      settings: { ...defaultSettings, model: 'espeak-ng' },
      kept: true,
    };
    expect(isKokoroShown(after(builtIn))).toBe(false);
    expect(isKokoroShown(after(builtIn, running))).toBe(true);
    const paused = after(running, report({}), report({ packs: [] }));
    expect(paused.pausedDownload).toEqual({ loadedBytes: 8, totalBytes: 92 });
    expect(reduce(paused, running).pausedDownload).toBeNull();
    expect(reduce(paused, { type: 'download-discarded' }).pausedDownload).toBeNull();
    expect(after(running, report({ stored: true })).pausedDownload).toBeNull();
  });
});

describe('a file', () => {
  const started = { type: 'save-started', take: 'file', textLength: 20 } as const;

  test('shows how much of the text was made, whatever plays meanwhile', () => {
    const state = after(started, ordered, segment(0), segment(0, { take: 'file', end: 10 }));
    expect(state.save).toMatchObject({ phase: 'working', fraction: 0.5 });
  });

  test('ends saved, cancelled or failed; the next take clears the message', () => {
    expect(after(started, { type: 'save-cancelled' }).save).toEqual({ phase: 'idle' });
    const failed = after(started, { type: 'save-failed', problem });
    expect(failed.save).toEqual({ phase: 'failed', problem });
    expect(reduce(failed, { type: 'save-dismissed' }).save).toEqual({ phase: 'idle' });
    const saved = after(started, { type: 'save-finished', fileName: 'one-two.wav' });
    expect(saved.save).toEqual({ phase: 'saved', fileName: 'one-two.wav' });
    expect(reduce(saved, ordered).save).toEqual({ phase: 'idle' });
  });
});

describe('the page', () => {
  test('keeps why a load failed until the engine is ready or is asked again', () => {
    const failed = after({ type: 'engine-load-failed', problem });
    const report = (state: 'downloading' | 'ready') =>
      reduce(failed, { type: 'engine-reported', status: { ...idleStatus, state } });
    expect(report('downloading').engineProblem).toEqual(problem);
    expect(report('ready').engineProblem).toBeNull();
    expect(reduce(failed, { type: 'engine-load-started' }).engineProblem).toBeNull();
  });

  test('takes over text, settings, the state of the API and of the network', () => {
    const settings = { ...defaultSettings, speed: 2 };
    const state = after(
      { type: 'text-changed', text: 'Hello' },
      { type: 'settings-changed', settings, kept: false },
      { type: 'api-changed', api: 'ready' },
      { type: 'online-changed', online: false },
    );
    expect(state).toMatchObject({
      text: 'Hello',
      settings,
      settingsKept: false,
      api: 'ready',
      online: false,
    });
  });

  test('turns the workbench', () => {
    expect(after({ type: 'workbench-turned', tab: 'models' }).workbench).toBe('models');
  });
});
