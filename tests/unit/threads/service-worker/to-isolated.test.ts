import { describe, expect, it } from 'vitest';
import { toIsolated } from '../../../../src/threads/service-worker/to-isolated.ts';

describe('toIsolated', () => {
  it('adds the three headers and keeps all else', async () => {
    const response = toIsolated(
      new Response('body', { status: 201, headers: { 'Content-Type': 'text/html', 'X-Own': 'kept' } }),
    );
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-own': 'kept',
    });
    expect(response.status).toBe(201);
    await expect(response.text()).resolves.toBe('body');
  });

  it('leaves alone what cannot be rebuilt', () => {
    const error = Response.error();
    expect(toIsolated(error)).toBe(error);
  });
});
