import { describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES, readJson } from '../../../../src/api/request/read-json.ts';

const request = (body: BodyInit | null, type?: string): Request =>
  new Request('https://sotto.test/', {
    method: 'POST',
    body,
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}),
  });

describe('readJson', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON ; charset=utf-8',
    'application/problem+json',
    'text/x+json;a=b',
  ])('takes %s', async (type) => {
    expect((await readJson(request('{"a":1}', type))).fields).toEqual({ a: 1 });
  });

  it('takes a body without a type', async () => {
    expect((await readJson(request(new Blob(['{"a":1}'])))).fields).toEqual({ a: 1 });
  });

  it.each([
    'text/plain',
    'application/jsonp',
    'multipart/form-data; boundary=x',
    '+json',
    'application/json/x',
  ])('refuses %s, and says what it was told', async (type) => {
    await expect(readJson(request('{}', type))).rejects.toMatchObject({
      code: 'unsupported_content_type',
      param: null,
      message: expect.stringContaining(`'Content-Type: ${type}'`) as string,
    });
  });

  it('reads, and measures, where requests have no `body` (Firefox)', async () => {
    const withoutBody = (text: string): Request =>
      Object.defineProperty(request(text, 'application/json'), 'body', { value: undefined });
    expect((await readJson(withoutBody('{"a":1}'))).fields).toEqual({ a: 1 });
    const long = JSON.stringify('x'.repeat(MAX_BODY_BYTES));
    await expect(readJson(withoutBody(long))).rejects.toMatchObject({ code: 'request_too_large' });
  });

  it('stands a byte order mark, and letters cut in two by chunks', async () => {
    const bytes = new TextEncoder().encode('\ufeff{"a":"é😀"}');
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect((await readJson(request(chunks, 'application/json'))).fields).toEqual({ a: 'é😀' });
  });

  it.each([null, '', '{', "{'a':1}", 'undefined', '['.repeat(200_000)])(
    'refuses broken JSON',
    async (body) => {
      await expect(readJson(request(body, 'application/json'))).rejects.toMatchObject({
        code: 'invalid_json',
        param: null,
      });
    },
  );

  it.each(['[]', '5', 'null', '"a"'])('refuses %s, which is no object', async (body) => {
    await expect(readJson(request(body, 'application/json'))).rejects.toMatchObject({
      code: 'invalid_type',
      param: null,
    });
  });

  it('takes as much as is allowed, and no more', async () => {
    const fits = `{"a":"${'x'.repeat(MAX_BODY_BYTES - 8)}"}`;
    await expect(readJson(request(fits, 'application/json'))).resolves.toBeDefined();
    await expect(readJson(request(`${fits} `, 'application/json'))).rejects.toMatchObject({
      code: 'request_too_large',
      message: `Maximum content size limit (${MAX_BODY_BYTES}) exceeded (${MAX_BODY_BYTES + 1} bytes read)`,
    });
  });

  it('stops reading an endless body', async () => {
    let isCancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
      cancel: () => {
        isCancelled = true;
      },
    });
    await expect(readJson(request(endless, 'application/json'))).rejects.toMatchObject({
      code: 'request_too_large',
    });
    await expect.poll(() => isCancelled).toBe(true);
  });
});
