import { expect, test } from 'vitest';
import { PcmQueue } from '../../../../src/audio/playback/pcm-queue.ts';

const ramp = (start: number, count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => start + index);

test('gives every sample once and in order, whatever the sizes of chunks and reads', () => {
  const queue = new PcmQueue();
  const heard: number[] = [];
  let pushed = 0;
  for (let round = 0; round < 400; round += 1) {
    const count = (round * 37) % 301;
    queue.push(ramp(pushed, count));
    pushed += count;
    const output = new Float32Array((round * 53) % 257);
    heard.push(...output.subarray(0, queue.read(output)));
  }
  const rest = new Float32Array(queue.frameCount);
  queue.read(rest);
  heard.push(...rest);
  expect(heard).toEqual(Array.from(ramp(0, pushed)));
  expect(queue.frameCount).toBe(0);
});

test('reads what there is and leaves the rest of the output alone', () => {
  const queue = new PcmQueue();
  queue.push(ramp(1, 3));
  const output = new Float32Array(5).fill(9);
  expect(queue.read(output)).toBe(3);
  expect([...output]).toEqual([1, 2, 3, 9, 9]);
  expect(queue.read(output)).toBe(0);
});

test('peeks across chunks without consuming', () => {
  const queue = new PcmQueue();
  queue.push(ramp(0, 2));
  queue.push(ramp(2, 2));
  queue.push(ramp(4, 2));
  queue.read(new Float32Array(1));
  const output = new Float32Array(4);
  expect(queue.peek(output)).toBe(4);
  expect([...output]).toEqual([1, 2, 3, 4]);
  expect(queue.frameCount).toBe(5);
  expect(queue.read(output)).toBe(4);
  expect([...output]).toEqual([1, 2, 3, 4]);
});

test('grows past its first ring without losing the order, also when wrapped', () => {
  const queue = new PcmQueue();
  for (let i = 0; i < 40; i += 1) queue.push(ramp(i, 1));
  queue.read(new Float32Array(30));
  for (let i = 40; i < 500; i += 1) queue.push(ramp(i, 1));
  const output = new Float32Array(470);
  expect(queue.read(output)).toBe(470);
  expect([...output]).toEqual([...ramp(30, 470)]);
});

test('is empty after clear and starts over', () => {
  const queue = new PcmQueue();
  queue.push(ramp(0, 10));
  queue.read(new Float32Array(4));
  queue.clear();
  expect(queue.frameCount).toBe(0);
  queue.push(ramp(50, 2));
  const output = new Float32Array(2);
  queue.read(output);
  expect([...output]).toEqual([50, 51]);
});
