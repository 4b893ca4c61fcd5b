import { describe, expect, it } from 'vitest';
import type { HearingDeps } from '../../../src/api/request/hearing-deps.ts';
import type { HearingJob } from '../../../src/contract/hearing.ts';
import { ListenService } from '../../../src/server/listen-service.ts';
import type { HeardPart, ListenCall, ListenSound } from '../../../src/wire/listen.protocol.ts';
import { toHeardSegment } from '../../fixtures/heard-segment.ts';
import { createLoudSpeakers } from '../../contract/support/loud-speakers.ts';
import { createLevelDetector } from '../../fixtures/level-detector.ts';

const RATE = 16_000;

function toHum(seconds: number, rate = RATE): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: seconds * rate }, (_, at) => 0.3 * Math.sin((at * 2000) / rate));
}

async function* toPieces(
  ...pieces: readonly Float32Array<ArrayBuffer>[]
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

interface Opened {
  readonly service: ListenService;
  readonly jobs: HearingJob[];
}

function open(patch: Partial<HearingDeps> = {}, averageLogprob = -0.1): Opened {
  const jobs: HearingJob[] = [];
  const hearing: HearingDeps = {
    measureSound: () => Promise.reject(new Error('Nobody limits the page.')),
    models: () => Promise.resolve([{ id: 'whisper-base', name: '', aliases: [], created: 0, ownedBy: '' }]),
    openSound: () => toPieces(toHum(3), new Float32Array(2 * RATE), toHum(2)),
    detector: createLevelDetector(),
    hasSpeakers: () => Promise.resolve(false),
    speakers: { hear: () => Promise.reject(new Error('nobody asked who speaks')) },
    recogniser: () => ({
      recognise: (job) => {
        jobs.push(job);
        const seconds = job.samples.length / RATE;
        const segments = [toHeardSegment({ end: seconds, averageLogprob })];
        return Promise.resolve({ language: 'en', segments, heardSeconds: seconds, promptTokenCount: 0 });
      },
    }),
    ...patch,
  };
  const library = { read: () => toPieces(toHum(3, 24_000)) };
  return { service: new ListenService({ hearing, library }), jobs };
}

async function hear(
  service: ListenService,
  sound: ListenSound,
  patch: Partial<ListenCall> = {},
): Promise<HeardPart[]> {
  const parts: HeardPart[] = [];
  const call = { id: 'one', sound, task: 'transcribe', language: null, ...patch } as const;
  await service.listen(call, {
    signal: new AbortController().signal,
    onHeard: (part) => void parts.push(part),
  });
  return parts;
}

const file = { kind: 'file', file: new Blob() } as const;

describe('listening for a page', () => {
  it('tells how far a file was read, and each line with its time', async () => {
    const { service } = open();
    const parts = await hear(service, file);
    expect(Math.max(...parts.map(({ readSeconds }) => readSeconds))).toBe(7);
    const lines = parts.flatMap((part) => part.lines);
    expect(lines.map(({ text, isUnclear }) => [text, isUnclear])).toEqual([
      ['The tide was out.', false],
      ['The tide was out.', false],
    ]);
    expect(lines[1]!.start).toBeGreaterThan(4);
    expect(parts.at(-1)).toMatchObject({ id: 'one', language: 'en' });
  });

  it('marks what is unclear, with its guess', async () => {
    const lines = (await hear(open({}, -0.9).service, file)).flatMap((part) => part.lines);
    expect(lines.map(({ isUnclear }) => isUnclear)).toEqual([true, true]);
  });

  it('tells who says each line of a file, after the last one, where the models for it are stored', async () => {
    const speakers = { hasSpeakers: () => Promise.resolve(true), speakers: createLoudSpeakers() };
    const openSound = (): ReturnType<typeof toPieces> =>
      toPieces(
        toHum(3),
        new Float32Array(2 * RATE),
        toHum(2).map((sample) => sample / 3),
      );
    const parts = await hear(open({ ...speakers, openSound }).service, file);
    expect(parts.map((part) => part.speakers).filter((told) => told !== undefined)).toEqual([['A', 'B']]);
    expect(parts.at(-1)).toMatchObject({ lines: [], speakers: ['A', 'B'] });
    const take = await hear(open(speakers).service, { kind: 'take', take: 'a' });
    expect(take.every((part) => part.speakers === undefined)).toBe(true);
  });

  it('hears a take of the library, and a microphone until it is switched off, at their own rates', async () => {
    const take = open();
    await hear(take.service, { kind: 'take', take: 'a' });
    expect(take.jobs.map(({ samples }) => samples.length / RATE)).toEqual([expect.closeTo(3, 1)]);

    const { port1, port2 } = new MessageChannel();
    for (const samples of [toHum(2, 48_000), new Float32Array(2 * 48_000), toHum(1, 48_000)])
      port1.postMessage(samples);
    port1.postMessage(null);
    const microphone = open();
    const parts = await hear(
      microphone.service,
      { kind: 'microphone', port: port2, sampleRate: 48_000 },
      { pauseSeconds: 0.7 },
    );
    expect(microphone.jobs).toHaveLength(2);
    expect(Math.max(...parts.map(({ readSeconds }) => readSeconds))).toBe(5);
    port1.close();
  });

  it('rejects where no model is stored, where a file holds no sound, and when it is called off', async () => {
    await expect(hear(open({ models: () => Promise.resolve([]) }).service, file)).rejects.toMatchObject({
      code: 'model_not_found',
    });
    const broken = open({
      recogniser: () => ({ recognise: () => Promise.reject(new Error('Out of memory')) }),
    });
    await expect(hear(broken.service, file)).rejects.toMatchObject({ code: 'transcription_failed' });
    const controller = new AbortController();
    const { port1, port2 } = new MessageChannel();
    const listening = open().service.listen(
      {
        id: 'two',
        sound: { kind: 'microphone', port: port2, sampleRate: 48_000 },
        task: 'transcribe',
        language: null,
      },
      { signal: controller.signal, onHeard: () => undefined },
    );
    controller.abort();
    await expect(listening).rejects.toMatchObject({ name: 'AbortError' });
    port1.close();
  });
});
