import { describe, expect, it } from 'vitest';
import type { Handler } from '../../src/api/handle.ts';
import type { ResumePoint } from '../../src/contract/speech-course.ts';
import { createSpeak } from '../../src/speech/speak.ts';
import { joinBytes } from '../../src/std/join.ts';
import { RunningHash } from '../../src/std/running-hash.ts';
import { openHttp, serveHttpOverPort, type HttpAnswer } from '../../src/wire/http-port.ts';
import { isFullRun } from '../fixtures/full-run.ts';
import { createFakePhonemizer } from '../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../fixtures/fake-synthesizer.ts';
import { createTestHandler } from './support/test-handler.ts';

const sentence = 'The quick brown fox jumps over the lazy dog near the old river bank, and rests there.';
const repeat = (count: number): string => Array.from({ length: count }, () => sentence).join(' ');
const input = repeat(6);

/** A host, on a machine where each look at the clock takes so many milliseconds: it plans by that. */
function createHost(stepMs: number, amplitude = 0.25): Handler {
  let nowMs = 0;
  const speak = createSpeak({
    phonemizer: createFakePhonemizer(),
    synthesizer: createFakeSynthesizer({ amplitude }),
    now: () => (nowMs += stepMs),
  });
  return createTestHandler({ deps: { speak }, settings: { queueLimit: 0 } }).handler;
}

function ask(handler: Handler, fields: object, resume?: ResumePoint): Promise<HttpAnswer> {
  const { port1, port2 } = new MessageChannel();
  const url = 'https://sotto.test/v1/audio/speech';
  const headers = [['content-type', 'application/json']] as const;
  const head = {
    method: 'POST',
    url,
    headers,
    clientId: 'page',
    ...(resume && { resume: structuredClone(resume) }),
  };
  const body = new TextEncoder().encode(JSON.stringify({ input, ...fields })).buffer;
  void serveHttpOverPort(port2, { head, body, handle: handler });
  return openHttp(port1);
}

/** Reads until there are `byteCount` bytes at least; all of them, if that is left out. */
async function read({ chunks }: HttpAnswer, byteCount = Infinity): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let size = 0; size < byteCount;) {
    const step = await chunks.next();
    if (step.done === true) break;
    parts.push(step.value);
    size += step.value.byteLength;
  }
  return joinBytes(parts);
}

function toPoint(answer: HttpAnswer, delivered: Uint8Array): ResumePoint {
  const hash = new RunningHash();
  hash.add(delivered);
  const { byteCount, digest } = hash;
  return { requestId: 'req_1', byteCount, hash: digest, course: answer.course() };
}

const formats = {
  pcm: { response_format: 'pcm' },
  wav: { response_format: 'wav', stream: true },
  'whole wav': { response_format: 'wav' },
  mp3: { response_format: 'mp3' },
  opus: { response_format: 'opus' },
  aac: { response_format: 'aac' },
  flac: { response_format: 'flac' },
  events: { response_format: 'pcm', stream_format: 'sse', return_timestamps: true },
};

/** Whether an answer is quick to make: it is cut at all places in every run, the others at one. */
function isBare({ response_format: format }: (typeof formats)[keyof typeof formats]): boolean {
  return format === 'pcm' || format === 'wav';
}

describe('an answer that another host goes on with', () => {
  it.each(Object.entries(formats))('has the same bytes (%s), wherever it was cut', async (_, fields) => {
    const [fast, slow] = [createHost(1), createHost(2_000)];
    const first = await ask(fast, fields);
    const whole = await read(first);
    // Left to itself, the slow machine would cut the text otherwise.
    const course = first.course()!;
    for (const share of isFullRun || isBare(fields) ? [0.001, 0.3, 0.77, 1] : [0.3]) {
      const delivered = whole.subarray(0, Math.floor(whole.length * share));
      const point = { ...toPoint(first, delivered), course };
      const rest = await read(await ask(slow, fields, point));
      expect(Buffer.from(whole.subarray(delivered.length)).equals(rest)).toBe(true);
    }
  });

  it('follows the first host as far as its bytes came, and then its own clock', async () => {
    const [fast, slow] = [createHost(1), createHost(2_000)];
    const fields = { ...formats.pcm, input: repeat(40) };
    const first = await ask(fast, fields);
    const delivered = await read(first, 50_000);
    const next = await ask(slow, fields, toPoint(first, delivered));
    expect((await read(next)).length).toBeGreaterThan(0);
    const { limits } = next.course()!;
    const followed = first.course()!.limits;
    expect(limits.slice(0, followed.length)).toEqual(followed);
    expect(limits.length).toBeGreaterThan(followed.length);
  });

  it('is refused where the sound would be another', async () => {
    const first = await ask(createHost(1), formats.pcm);
    const delivered = await read(first, 50_000);
    const louder = createHost(1, 0.3);
    await expect(ask(louder, formats.pcm, toPoint(first, delivered))).rejects.toMatchObject({
      code: 'engine_unavailable',
    });
    expect(louder.isIdle()).toBe(true);
  });
});
