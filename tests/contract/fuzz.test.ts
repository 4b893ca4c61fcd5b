import { describe, expect, it } from 'vitest';
import { toRandomCount } from '../fixtures/full-run.ts';
import { createRandom } from './support/random.ts';
import { createFuzzRequest } from './support/fuzz-request.ts';
import { createTestHandler } from './support/test-handler.ts';

const REQUESTS = toRandomCount(8_000);
const SEED = 20_261_120;

/** Every answer that the contract knows for what a client may send to a server that works. */
const allowed: Readonly<Record<number, readonly (string | null)[]>> = {
  400: [
    'decimal_above_max_value',
    'decimal_below_min_value',
    'invalid_type',
    'invalid_value',
    'missing_required_parameter',
    'no_speakable_text',
    'string_above_max_length',
    'string_below_min_length',
    'unsupported_content_type',
    'unsupported_parameter',
    null,
  ],
  404: ['model_not_found', 'unknown_url'],
  405: ['method_not_supported'],
  413: ['request_too_large'],
  429: ['queue_full'],
};

describe(`${REQUESTS} generated requests`, () => {
  it('get only answers that the contract allows, and leave nothing behind', async () => {
    const { handler, fake, log } = createTestHandler({ settings: { queueLimit: 8 } });
    const random = createRandom(SEED);
    const seen = new Map<string, number>();
    for (let batch = 0; batch < REQUESTS / 8; batch++) {
      const requests = Array.from({ length: 8 }, () => createFuzzRequest(random));
      await Promise.all(
        requests.map(async ({ request, label, cancel, clientId }) => {
          const response = await handler(request, { clientId });
          const outcome = await check(response, { label, cancel });
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        }),
      );
    }
    await expect.poll(handler.isIdle).toBe(true);
    expect(handler.openJobCount()).toBe(0);
    expect(fake.open()).toBe(0);
    expect([...log.values()].every(({ durationMs }) => durationMs !== null)).toBe(true);
    // The generator reaches what it is meant to reach.
    for (const outcome of [
      'audio',
      'events',
      'cancelled',
      'json',
      '400 null',
      '400 invalid_type',
      '404 unknown_url',
      '413 request_too_large',
    ])
      expect(seen.get(outcome), outcome).toBeGreaterThan(0);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

async function check(
  response: Response,
  { label, cancel }: { readonly label: string; readonly cancel: boolean },
): Promise<string> {
  expect(response.headers.get('x-request-id'), label).toMatch(/^req_[0-9a-f]{32}$/);
  const type = response.headers.get('content-type');
  if (response.status === 204) return 'preflight';
  if (response.status === 200) {
    if (cancel && response.body !== null) {
      await response.body.cancel();
      return 'cancelled';
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    if (type === 'application/json') return 'json';
    expect(bytes.length, label).toBeGreaterThan(0);
    if (type?.startsWith('text/event-stream') !== true) return 'audio';
    expect(bytes.toString(), label).toMatch(/(data: \[DONE\]|"type":"speech\.audio\.done".*\})\n\n$/);
    return 'events';
  }
  const text = await response.text();
  const isHead = response.body === null;
  expect(Object.keys(allowed), label).toContain(String(response.status));
  expect(type, label).toBe('application/json');
  if (isHead) return `${response.status} head`;
  const { error } = JSON.parse(text) as { error: Record<string, unknown> };
  expect(Object.keys(error), label).toEqual(['message', 'type', 'param', 'code']);
  expect(error['message'], label).toEqual(expect.any(String));
  expect(String(error['message']).isWellFormed(), label).toBe(true);
  expect(String(error['message']).length, label).toBeLessThan(2_000);
  expect(allowed[response.status], `${label} ${text}`).toContain(error['code']);
  return `${response.status} ${String(error['code'])}`;
}
