import { describe, expect, it } from 'vitest';
import type { HearingService, ListenHandlers } from '../../../../../src/page/server-services.ts';
import { MicrophoneError } from '../../../../../src/page/microphone.ts';
import { createDeferred } from '../../../../../src/std/deferred.ts';
import { createDictationModel } from '../../../../../src/ui/features/dictation/dictation-model.ts';

interface Options {
  readonly hasModel?: boolean;
  readonly fault?: MicrophoneError;
}

function open({ hasModel = true, fault }: Options = {}) {
  const texts: string[] = [];
  const stopped: string[] = [];
  const end = createDeferred();
  const handlers: ListenHandlers[] = [];
  const hearing: HearingService = {
    listen: (_, given) => {
      handlers.push(given);
      return end.promise;
    },
  };
  const model = createDictationModel({
    hearing,
    hasModel: () => Promise.resolve(hasModel),
    openMicrophone: () =>
      fault === undefined
        ? Promise.resolve({
            port: new MessageChannel().port1,
            sampleRate: 48_000,
            stop: () => void stopped.push('stop'),
          })
        : Promise.reject(fault),
    onText: (text) => void texts.push(text),
  });
  return { model, texts, stopped, end, handlers };
}

function line(text: string, isUnclear = false) {
  return { id: '', readSeconds: 1, language: 'en', lines: [{ start: 0, end: 1, text, isUnclear }] };
}

describe('dictation', () => {
  it('writes each utterance that is clear, also those that end after the microphone is off', async () => {
    const { model, texts, stopped, end, handlers } = open();
    model.start();
    await expect.poll(() => model.store.getState().phase).toBe('listening');
    handlers[0]!.onHeard(line('Hello\nthere.'));
    handlers[0]!.onHeard(line('mumble', true));
    handlers[0]!.onHeard(line('a cough', true));
    model.stop();
    expect(model.store.getState().phase).toBe('finishing');
    expect(stopped).toEqual(['stop']);
    handlers[0]!.onHeard(line('And the rest.'));
    end.resolve();
    await expect.poll(() => model.store.getState().phase).toBe('idle');
    expect(texts).toEqual(['Hello there.', 'And the rest.']);
    // What was not sure waits for a word of the person, also while more is dictated.
    model.start();
    expect(model.store.getState().unclear).toEqual(['mumble', 'a cough']);
    model.dropUnclear(1);
    model.insertUnclear(0);
    expect(texts.at(-1)).toBe('mumble');
    expect(model.store.getState().unclear).toEqual([]);
  });

  it.each(['denied', 'missing', 'unavailable'] as const)('says that the microphone is %s', async (reason) => {
    const { model } = open({ fault: new MicrophoneError(reason) });
    model.start();
    await expect.poll(() => model.store.getState()).toMatchObject({ phase: 'idle', silence: reason });
  });

  it('offers a model before it asks for the microphone', async () => {
    const { model, handlers } = open({ hasModel: false, fault: new MicrophoneError('denied') });
    model.start();
    await expect
      .poll(() => model.store.getState())
      .toMatchObject({ phase: 'idle', needsModel: true, silence: null });
    model.declineModel();
    expect(model.store.getState().needsModel).toBe(false);
    expect(handlers).toEqual([]);
  });

  it('switches a microphone off that was opened after the button was let go', async () => {
    const { model, stopped, end } = open();
    model.start();
    model.stop();
    await expect.poll(() => stopped).not.toEqual([]);
    end.resolve();
    await expect.poll(() => model.store.getState().phase).toBe('idle');
  });
});
