import { expect, it } from 'vitest';
import { RunningHash } from '../../../src/std/running-hash.ts';
import { createRandom } from '../../contract/support/random.ts';

const random = createRandom(18);
const bytes = Uint8Array.from({ length: 4_099 }, () => random.below(256));

function hash(parts: readonly Uint8Array[]): RunningHash {
  const running = new RunningHash();
  for (const part of parts) running.add(part);
  return running;
}

function cut(length: number): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let start = 0; start < length;) {
    const end = start + random.below(9);
    parts.push(bytes.subarray(start, Math.min(end, length)));
    start = end;
  }
  return parts;
}

it('gives the same digest however the bytes are cut', () => {
  const whole = hash([bytes]);
  expect(whole.digest).toMatch(/^[0-9a-f]{16}$/);
  for (let round = 0; round < 20; round += 1) {
    const parts = hash(cut(bytes.length));
    expect([parts.byteCount, parts.digest]).toEqual([whole.byteCount, whole.digest]);
  }
});

it('goes on from a digest at any byte', () => {
  for (const at of [0, 1, 2, 3, 4, 1_001, 4_098]) {
    const rest = new RunningHash(hash([bytes.subarray(0, at)]));
    rest.add(bytes.subarray(at));
    expect(rest.digest).toBe(hash([bytes]).digest);
  }
});

it('tells changed, moved, missing and added bytes', () => {
  const known = new Set([hash([bytes]).digest]);
  for (let index = 0; index < 300; index += 1) {
    const at = random.below(bytes.length - 8);
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ (1 << (index % 8));
    const swapped = bytes.slice();
    swapped.set(bytes.subarray(at + 4, at + 8), at);
    swapped.set(bytes.subarray(at, at + 4), at + 4);
    for (const other of [changed, swapped, bytes.subarray(0, at), new Uint8Array(index)])
      expect(known).not.toContain(hash([other]).digest);
  }
});

it('tells how many zeros there are', () => {
  const digests = Array.from({ length: 500 }, (_, count) => hash([new Uint8Array(count)]).digest);
  expect(new Set(digests).size).toBe(500);
});
