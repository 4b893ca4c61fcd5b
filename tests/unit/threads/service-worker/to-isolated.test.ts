import { describe, expect, it } from 'vitest';
import { toIsolated } from '../../../../src/threads/service-worker/to-isolated.ts';

const policy = "default-src 'self'";

describe('toIsolated', () => {
  it('adds the three headers and the policy, and keeps all else', async () => {
    const response = toIsolated(
      new Response('body', { status: 201, headers: { 'Content-Type': 'text/html', 'X-Own': 'kept' } }),
      policy,
    );
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy': policy,
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
    expect(toIsolated(error, policy)).toBe(error);
  });

  it('keeps the policy that the host sent', () => {
    const headers = { 'Content-Security-Policy': "default-src 'none'" };
    const response = toIsolated(new Response('', { headers }), policy);
    expect(response.headers.get('Content-Security-Policy')).toBe("default-src 'none'");
  });
});
