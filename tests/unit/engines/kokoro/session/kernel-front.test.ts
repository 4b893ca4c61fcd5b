import { describe, expect, it } from 'vitest';
import { ORT_URL } from '../../../../fixtures/tone-server.ts';
import { input, KERNELS, officialGraph as graph, openKernelSession as open } from './open-kernel-session.ts';

describe('a session with the front on the kernels', () => {
  it('needs no ONNX Runtime where the source is known, and needs it else', { timeout: 60_000 }, async () => {
    const nowhere = new URL('nowhere/', ORT_URL).href;
    const session = await open(graph, { ...KERNELS, sourceIsKnown: true }, nowhere);
    const { samples, durations } = await session.run(input);
    expect(samples.length).toBe(600 * durations!.reduce((sum, count) => sum + count, 0));
    expect(samples.every(Number.isFinite)).toBe(true);
    await session.release();
    await expect(open(graph, KERNELS, nowhere)).rejects.toThrow();
  });
});
