import { runInThisContext } from 'node:vm';
import { expect, it, vi } from 'vitest';
import { toCode } from '../../../../../src/ui/features/api-panel/to-code.ts';

const request = {
  model: 'kokoro-82m',
  voice: 'af_heart',
  input: 'It\'s `${a}`\n"b" \\n',
  response_format: 'flac',
};

/** Runs generated code as the body of an async function, with what it may use. */
async function execute(code: string, globals: Readonly<Record<string, unknown>>): Promise<void> {
  const body = code.replace(/^import .*$/m, '');
  const source = `(async (${Object.keys(globals).join(', ')}) => { ${body} })`;
  const run = runInThisContext(source) as (...values: unknown[]) => Promise<void>;
  await run(...Object.values(globals));
}

it('writes a fetch that asks for exactly the request', async () => {
  const fetch = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(new Response('fLaC')));
  await execute(toCode('fetch', request), { fetch });
  expect(fetch.mock.calls[0]?.[0]).toBe('/v1/audio/speech');
  expect(JSON.parse(fetch.mock.calls[0]?.[1].body as string)).toEqual(request);
});

it('writes the same for the SDK', async () => {
  const create = vi.fn(() => Promise.resolve(new Response('fLaC')));
  class OpenAI {
    readonly audio = { speech: { create } };
  }
  await execute(toCode('sdk', request), { OpenAI, location: { origin: 'http://localhost' } });
  expect(create).toHaveBeenCalledExactlyOnceWith(request);
});

it('writes a reader of events that finds the sound in them, however they are cut', async () => {
  const event = (audio: string): string =>
    `data: ${JSON.stringify({ type: 'speech.audio.delta', audio })}\n\n`;
  const stream = `${event(btoa('four'))}${event(btoa('seven!!'))}data: {"type":"speech.audio.done"}\n\n`;
  const chunks = [stream.slice(0, 30), stream.slice(30)].map((text) => new TextEncoder().encode(text));
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const fetch = vi.fn(() => Promise.resolve(new Response(body)));
  const log = vi.fn();
  await execute(toCode('sse', request), { fetch, console: { log } });
  expect(log.mock.calls).toEqual([
    [4, 'bytes of sound'],
    [7, 'bytes of sound'],
  ]);
});

it('quotes the request for a shell', () => {
  const code = toCode('curl', { input: "It's here", response_format: 'opus' });
  expect(code).toContain(String.raw`"input": "It'\''s here"`);
  expect(code).toContain('--output speech.opus');
});
