import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../../../../src/contract/errors.ts';
import type { HearingService, ListenHandlers } from '../../../../../src/page/server-services.ts';
import { createDeferred, type Deferred } from '../../../../../src/std/deferred.ts';
import {
  parseKeptSubtitles,
  toKeptSubtitles,
} from '../../../../../src/ui/features/subtitles/kept-subtitles.ts';
import { createSubtitlesModel } from '../../../../../src/ui/features/subtitles/subtitles-model.ts';
import { toSubtitleFiles } from '../../../../../src/ui/features/subtitles/to-subtitle-files.ts';

const file = new File(['sound'], 'A talk.mp3');
const clear = { start: 0.5, end: 2, text: 'Hello there.', isUnclear: false };
const unclear = { start: 3, end: 4.5, text: 'mumble', isUnclear: true };

interface OpenCall extends ListenHandlers {
  readonly task: string;
  readonly end: Deferred<void>;
}

/** A hearing whose calls a test answers itself. */
function createHearing(): { readonly hearing: HearingService; readonly calls: OpenCall[] } {
  const calls: OpenCall[] = [];
  return {
    calls,
    hearing: {
      listen: ({ task }, handlers) => {
        const end = createDeferred();
        handlers.signal.addEventListener('abort', () => end.reject(handlers.signal.reason as Error));
        calls.push({ ...handlers, task, end });
        return end.promise;
      },
    },
  };
}

describe('a recording that is written down', () => {
  it('gains lines while it is heard; one that is unclear is empty until it is written', async () => {
    const { hearing, calls } = createHearing();
    const model = createSubtitlesModel(hearing);
    model.hear(file);
    calls[0]!.onHeard({ id: '', readSeconds: 2.5, language: 'en', lines: [clear] });
    calls[0]!.onHeard({ id: '', readSeconds: 5, language: 'en', lines: [unclear] });
    expect(model.store.getState()).toMatchObject({ phase: 'listening', heardSeconds: 5, language: 'en' });
    const { rows } = model.store.getState();
    expect(rows.map(({ text, guess }) => [text, guess])).toEqual([
      ['Hello there.', null],
      ['', 'mumble'],
    ]);
    const before = toSubtitleFiles(rows, 'en');
    expect(before.srt).toBe('1\n00:00:00,500 --> 00:00:02,000\nHello there.\n');
    expect(JSON.parse(before.json)).toMatchObject({ segments: [{}, { unclear: true, guess: 'mumble' }] });
    expect(model.store.getState().isEdited).toBe(false);
    model.edit(1, 'Mumbling.');
    expect(model.store.getState().isEdited).toBe(true);
    calls[0]!.end.resolve();
    await expect.poll(() => model.store.getState().phase).toBe('done');
    expect(toSubtitleFiles(model.store.getState().rows, 'en').txt).toBe('Hello there. Mumbling.\n');
    expect(toSubtitleFiles(model.store.getState().rows, 'ja').txt).toBe('Hello there.Mumbling.\n');
  });

  it('names who says each line once that is told, and in each format as it has a place for it', () => {
    const { hearing, calls } = createHearing();
    const model = createSubtitlesModel(hearing);
    model.hear(file);
    const reply = { ...clear, start: 2, end: 3, text: 'Me & you.' };
    calls[0]!.onHeard({ id: '', readSeconds: 2, language: 'en', lines: [clear, clear, unclear] });
    calls[0]!.onHeard({ id: '', readSeconds: 4, language: 'en', lines: [reply] });
    model.edit(0, 'Hello.');
    const told = { id: '', readSeconds: 4, language: 'en', lines: [] };
    calls[0]!.onHeard({ ...told, speakers: ['A', 'A', 'A', 'A'] });
    expect(toSubtitleFiles(model.store.getState().rows, 'en').txt).toBe('Hello. Hello there. Me & you.\n');
    calls[0]!.onHeard({ ...told, speakers: ['A', 'A', 'B', 'B'] });
    const { rows } = model.store.getState();
    expect(rows.map(({ speaker, text }) => [speaker, text])).toEqual([
      ...[
        ['A', 'Hello.'],
        ['A', 'Hello there.'],
      ],
      ...[
        ['B', ''],
        ['B', 'Me & you.'],
      ],
    ]);
    const files = toSubtitleFiles(rows, 'en');
    expect(files.txt).toBe('A: Hello. Hello there.\nB: Me & you.\n');
    expect(files.srt).toContain('\n3\n00:00:02,000 --> 00:00:03,000\nB: Me & you.\n');
    expect(files.vtt).toContain('\n00:00:02.000 --> 00:00:03.000\n<v B>Me &amp; you.\n');
    expect(JSON.parse(files.json)).toMatchObject({ segments: [{ speaker: 'A' }, {}, { speaker: 'B' }, {}] });
  });

  it('keeps what was heard when it is cancelled, and drops it for another file or task', async () => {
    const { hearing, calls } = createHearing();
    const model = createSubtitlesModel(hearing);
    model.hear(file);
    calls[0]!.onHeard({ id: '', readSeconds: 2, language: 'fr', lines: [clear] });
    model.cancel();
    await expect.poll(() => calls[0]!.signal.aborted).toBe(true);
    expect(model.store.getState()).toMatchObject({ phase: 'stopped', problem: null, rows: [{}] });
    model.hear(file, 'translate');
    expect(calls.map(({ task }) => task)).toEqual(['transcribe', 'translate']);
    expect(model.store.getState()).toMatchObject({ phase: 'listening', rows: [], task: 'translate' });
  });

  it('shows corrected lines as they were left on the way back from the other task', async () => {
    const { hearing, calls } = createHearing();
    const model = createSubtitlesModel(hearing);
    model.hear(file);
    calls[0]!.onHeard({ id: '', readSeconds: 2, language: 'fr', lines: [clear] });
    calls[0]!.end.resolve();
    await expect.poll(() => model.store.getState().phase).toBe('done');
    model.edit(0, 'Bonjour.');
    model.hear(file, 'translate');
    calls[1]!.onHeard({ id: '', readSeconds: 1, language: 'fr', lines: [clear, clear] });
    calls[1]!.end.resolve();
    await expect.poll(() => model.store.getState().phase).toBe('done');
    model.hear(file, 'transcribe');
    expect(model.store.getState()).toMatchObject({ phase: 'done', rows: [{ text: 'Bonjour.' }] });
    model.hear(file, 'translate');
    expect(model.store.getState().rows).toHaveLength(2);
    expect(calls).toHaveLength(2);
  });

  it('brings corrected lines back that another recording, or another try, has replaced', () => {
    const { hearing, calls } = createHearing();
    const model = createSubtitlesModel(hearing);
    model.hear(file);
    calls[0]!.onHeard({ id: '', readSeconds: 2, language: 'fr', lines: [clear] });
    model.edit(0, 'Bonjour.');
    model.cancel();
    model.hear(file);
    expect(model.store.getState()).toMatchObject({ phase: 'listening', rows: [] });
    model.undo();
    expect(model.store.getState()).toMatchObject({ phase: 'stopped', rows: [{ text: 'Bonjour.' }] });
    expect(calls[1]!.signal.aborted).toBe(true);
    model.hear(new File(['more'], 'Another.mp3'));
    model.hear(new File(['more'], 'A third.mp3'));
    model.undo();
    expect(model.store.getState()).toMatchObject({ file, rows: [{ text: 'Bonjour.' }], replaced: null });
    model.undo();
    expect(model.store.getState().file).toBe(file);
  });

  it('is shown as it was left on a later visit, takes its sound up again, and is cleared', () => {
    const { hearing, calls } = createHearing();
    const model = createSubtitlesModel(hearing);
    expect(toKeptSubtitles(model.store.getState())).toBeNull();
    model.hear(file);
    calls[0]!.onHeard({ id: '', readSeconds: 5, language: 'fr', lines: [clear, unclear] });
    model.edit(0, 'Bonjour.');
    model.hear(file, 'translate');
    calls[1]!.onHeard({ id: '', readSeconds: 5, language: 'fr', lines: [clear] });
    const text = toKeptSubtitles(model.store.getState());
    const kept = parseKeptSubtitles(text);
    const [known, stopped] = [model.store.getState(), { phase: 'stopped', file: null }];
    expect(kept).toEqual({ ...known, ...stopped, other: { ...known.other, ...stopped } });
    for (const other of ['', 'null', '{"version":0}', text!.replace('"text":"Bonjour."', '"text":1')])
      expect(parseKeptSubtitles(other)?.other ?? null, other).toBeNull();

    const later = createSubtitlesModel(hearing, kept);
    later.hear(new File(['sound'], 'A talk.mp3', { lastModified: file.lastModified }));
    later.hear(later.store.getState().file!, 'transcribe');
    expect(later.store.getState().rows).toMatchObject([{ text: 'Bonjour.' }, { guess: 'mumble' }]);
    later.clear();
    expect(toKeptSubtitles(later.store.getState())).toBeNull();
    later.undo();
    expect(later.store.getState()).toMatchObject({ rows: [{ text: 'Bonjour.' }, {}], file: { size: 5 } });
    expect(calls).toHaveLength(2);
  });

  it('says why it could not be heard', async () => {
    const { hearing, calls } = createHearing();
    const model = createSubtitlesModel(hearing);
    model.hear(file);
    calls[0]!.end.reject(new SpeechError('undecodable_audio', 'No sound.'));
    await expect
      .poll(() => model.store.getState().problem)
      .toEqual({ code: 'undecodable_audio', detail: 'No sound.' });
    expect(model.store.getState().phase).toBe('stopped');
  });
});
