import { describe, expect, it } from 'vitest';
import { createKernelTrust } from '../../../../../src/engines/kokoro/trust/kernel-trust.ts';
import { MemoryArea } from '../../../../../src/models/store/memory-area.ts';

describe('the trust in the kernels', () => {
  it('is remembered for these weights in this browser', async () => {
    const area = new MemoryArea();
    const trust = createKernelTrust(area, 'browser 1');
    expect(await trust.has('a')).toBe(false);
    await trust.add('a');
    await trust.add('b');
    expect(await createKernelTrust(area, 'browser 1').has('a')).toBe(true);
    expect(await createKernelTrust(area, 'browser 1').has('c')).toBe(false);
    expect(await createKernelTrust(area, 'browser 2').has('a')).toBe(false);
  });

  it('does not grow for ever, and begins anew where its file is broken', async () => {
    const area = new MemoryArea();
    const trust = createKernelTrust(area, 'browser');
    for (let index = 0; index < 30; index += 1) await trust.add(`weights ${index}`);
    expect(await trust.has('weights 0')).toBe(false);
    expect(await trust.has('weights 29')).toBe(true);
    const [name] = await area.names();
    await area.write(name!, new TextEncoder().encode('{"not": '));
    expect(await trust.has('weights 29')).toBe(false);
    await trust.add('weights 30');
    expect(await trust.has('weights 30')).toBe(true);
  });
});
