import { describe, expect, it, vi } from 'vitest';
import { createTestHandler, models } from './support/test-handler.ts';

const { handler, engine } = createTestHandler();
const ORIGIN = 'https://sotto.test';

async function ask(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ response: Response; json: never }> {
  const response = await handler(
    new Request(`${ORIGIN}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }),
  );
  const text = await response.text();
  return { response, json: (text === '' ? undefined : JSON.parse(text)) as never };
}

const names = [
  'kokoro-82m',
  'kokoro',
  'hexgrad/Kokoro-82M',
  'onnx-community/Kokoro-82M-v1.0-ONNX',
  'tts-1',
  'tts-1-hd',
  'tts-1-1106',
  'tts-1-hd-1106',
  'gpt-4o-mini-tts',
  'gpt-4o-mini-tts-2025-03-20',
  'gpt-4o-mini-tts-2025-12-15',
  'espeak-ng',
];

describe('models', () => {
  it.each(['/v1/models', '/v1/models/kokoro', '/v1/audio/models', '/v1/voices'])(
    'are answered on %s while somebody looks whether there are others',
    async (path) => {
      const read = vi
        .fn()
        .mockResolvedValueOnce(models)
        .mockReturnValue(new Promise(() => undefined));
      const { handler: handle } = createTestHandler({ deps: { models: read } });
      const get = async (): Promise<string> => (await handle(new Request(`${ORIGIN}${path}`))).text();
      // Its clock begins anew, so that it comes before the first question.
      vi.useFakeTimers({ toFake: ['performance'] });
      const first = await get();
      vi.advanceTimersByTime(60_000);
      const second = await get().finally(() => vi.useRealTimers());
      expect([second, read.mock.calls.length]).toEqual([first, 2]);
    },
  );

  it('lists every name', async () => {
    const { json } = await ask('GET', '/v1/models');
    expect(json).toEqual({
      object: 'list',
      data: names.map((id) => ({
        id,
        object: 'model',
        created: 1_735_689_600,
        owned_by: id === 'espeak-ng' ? 'espeak-ng' : 'kokoro',
      })),
    });
  });

  it.each(names)('shows %s, its slash encoded or not', async (id) => {
    for (const path of [id, encodeURIComponent(id), id.toUpperCase()]) {
      const { response, json } = await ask('GET', `/v1/models/${path}`);
      expect(response.status).toBe(200);
      expect(json).toMatchObject({ id, object: 'model' });
    }
  });

  it.each(['nope', '%E0%A4%A', '__proto__', 'constructor'])('knows no %s', async (id) => {
    const { response, json } = await ask('GET', `/v1/models/${id}`);
    expect(response.status).toBe(404);
    expect(json).toMatchObject({ error: { code: 'model_not_found', param: 'model' } });
  });

  it('lists the models themselves for Open WebUI', async () => {
    const { json } = await ask('GET', '/v1/audio/models');
    expect(json).toEqual({
      models: [
        { id: 'kokoro-82m', name: 'kokoro-82m' },
        { id: 'espeak-ng', name: 'espeak-ng' },
      ],
    });
  });
});

describe('voices', () => {
  it('lists them in each server’s form', async () => {
    const { voices } = (await ask('GET', '/v1/audio/voices')).json as {
      voices: { id: string; name: string }[];
    };
    expect(voices).toHaveLength(54);
    expect(voices[0]).toEqual({ id: voices[0]!.name, name: voices[0]!.name });
    for (const value of ['true', 'True', '1']) {
      const legacy = (await ask('GET', `/audio/voices?legacy=${value}`)).json as { voices: string[] };
      expect(legacy.voices).toEqual(voices.map(({ id }) => id));
    }
    const together = (await ask('GET', '/api/v1/voices')).json;
    expect(together).toEqual({ data: [{ model: 'hexgrad/Kokoro-82M', voices }] });
    expect((await ask('GET', '/v1/voices?model=tts-1')).json).toEqual(together);
    expect((await ask('GET', '/v1/voices?model=nope')).json).toEqual({ data: [] });
  });

  it.each(['POST', 'DELETE'])('cannot be changed by %s', async (method) => {
    const { response } = await ask(method, '/v1/audio/voices');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });
});

describe('the engine', () => {
  it('shows its status', async () => {
    expect((await ask('GET', '/v1/engine')).json).toEqual({
      state: 'ready',
      model: 'kokoro-82m',
      engine: 'kokoro',
      device: 'wasm',
      dtype: 'q8',
      threads: 2,
      runs: 3,
      stored: null,
      weights: null,
      generator: null,
      packs: [],
      unloaded_for_memory: [],
      checks: [],
      loaded_bytes: 10,
      total_bytes: 10,
      error: null,
    });
    expect((await ask('GET', '/health')).json).toEqual({
      status: 'healthy',
      state: 'ready',
      model: 'kokoro-82m',
      engine: 'kokoro',
    });
  });

  it('is changed, unloaded and loaded', async () => {
    const patch = { model: 'tts-1', device: 'webgpu', dtype: null, threads: 3, other: 1 };
    expect((await ask('PATCH', '/v1/engine', patch)).response.status).toBe(200);
    expect(engine.patches.at(-1)).toEqual({ model: 'kokoro-82m', device: 'webgpu', threads: 3 });
    expect((await ask('PATCH', '/v1/engine', { dtype: 'fp16' })).response.status).toBe(200);
    expect((await ask('DELETE', '/v1/engine')).json).toMatchObject({ state: 'idle', loaded_bytes: 0 });
    expect((await ask('POST', '/v1/engine/load')).json).toMatchObject({ state: 'ready' });
  });

  it.each([
    [{ model: 'nope' }, { param: 'model', code: 'model_not_found' }],
    [{ device: 'gpu' }, { param: 'device', code: 'invalid_value' }],
    [{ dtype: 8 }, { param: 'dtype', code: 'invalid_type' }],
    [{ dtype: 'fp16' }, { param: 'dtype', code: 'invalid_value' }],
    [{ threads: 1.5 }, { param: 'threads', code: 'invalid_type' }],
    [{ threads: -1 }, { param: 'threads', code: 'decimal_below_min_value' }],
    [[], { param: null, code: 'invalid_type' }],
  ])('refuses %j', async (patch, error) => {
    engine.set({ weights: { next: 'q8', isOfficial: true, bytes: { q8: 1, fp32: 4 } } });
    const { response, json } = await ask('PATCH', '/v1/engine', patch);
    expect(response.status).toBe(error.code === 'model_not_found' ? 404 : 400);
    expect(json).toMatchObject({ error });
  });
});

describe('any route', () => {
  it('answers HEAD as GET, without a body', async () => {
    for (const path of ['/v1/models', '/v1/models/tts-1', '/v1/audio/voices', '/health', '/v1/models/nope']) {
      const get = await ask('GET', path);
      const head = await ask('HEAD', path);
      expect(head.response.status).toBe(get.response.status);
      expect(head.response.headers.get('content-type')).toBe('application/json');
      expect(head.response.body).toBeNull();
    }
  });

  it.each(['/v1/audio/speech', '/v1/models', '/v1/audio/voices', '/v1/audio/transcriptions'])(
    'answers OPTIONS on %s',
    async (path) => {
      const { response } = await ask('OPTIONS', path);
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, OPTIONS');
      expect(response.headers.get('access-control-allow-headers')).toBe('authorization, content-type');
    },
  );

  it('names its other methods where there are any', async () => {
    const { response } = await ask('OPTIONS', '/v1/engine');
    expect(response.headers.get('access-control-allow-methods')).toBe(
      'GET, HEAD, POST, PATCH, DELETE, OPTIONS',
    );
  });

  it.each([
    ['POST', '/v1/audio/foo'],
    ['GET', '/v1/chat/completions'],
    ['OPTIONS', '/v1/nothing'],
    ['GET', '/models'],
    ['GET', '/V1/models'],
  ])('is unknown where nothing is: %s %s', async (method, path) => {
    const { response, json } = await ask(method, path);
    expect(response.status).toBe(404);
    expect(json).toEqual({
      error: {
        message: `Invalid URL (${method} ${path})`,
        type: 'invalid_request_error',
        param: null,
        code: 'unknown_url',
      },
    });
  });

  it('says which requests it takes', async () => {
    const { response, json } = await ask('PUT', '/v1/engine');
    expect(response.headers.get('allow')).toBe('GET, HEAD, PATCH, DELETE, OPTIONS');
    expect(json).toMatchObject({
      error: {
        message: 'Only GET, HEAD, PATCH, and DELETE requests are accepted.',
        code: 'method_not_supported',
      },
    });
  });

  it('carries the common headers, and none that were asked to stay away', async () => {
    const headers = Object.fromEntries((await ask('GET', '/v1/models')).response.headers);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'no-store',
    });
    expect(headers['access-control-expose-headers']).toContain('X-Request-ID, X-Sample-Rate');
    expect(headers).not.toHaveProperty('content-disposition');
  });

  it('has no speech-to-text yet, and says how a page without a panel gets it', async () => {
    const message = expect.stringContaining('or in a page by `speech.client.storage.fetchModel`') as unknown;
    for (const path of ['/v1/audio/translations', '/api/v1/audio/transcriptions']) {
      const { response, json } = await ask('POST', path, { model: 'whisper-1' });
      expect(response.status).toBe(404);
      expect(json).toMatchObject({ error: { param: 'model', code: 'model_not_found', message } });
    }
  });
});
