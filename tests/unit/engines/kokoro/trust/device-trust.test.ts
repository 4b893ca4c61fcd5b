import { expect, it } from 'vitest';
import type { Finding, Reference } from '../../../../../src/engines/kokoro/trust/calibrate.ts';
import { toSound } from '../../../../../src/engines/kokoro/trust/compare-sounds.ts';
import { DeviceTrust, type TrustSubject } from '../../../../../src/engines/kokoro/trust/device-trust.ts';
import { noSpread } from '../../../../../src/engines/kokoro/trust/judge.ts';
import { createForgetfulMemory } from '../../../../../src/engines/kokoro/trust/verdict-memory.ts';

const tokenIds = [0, 50, 0];
const sound = toSound({
  samples: Float32Array.from({ length: 2400 }, (_, index) => 0.1 * Math.sin(index / 20)),
  durations: Int32Array.of(1, 2, 1),
});
const reference: Reference = {
  ...{ short: sound, long: sound, secondsPerToken: 2, hasOwnSource: true, spread: noSpread },
};
const right: Finding = { fault: null, isFinished: true, figures: noSpread, secondsPerToken: 1 };
const utterances = { short: tokenIds, long: tokenIds };

function toSubject(key: string): TrustSubject {
  return { key, device: 'webgpu', name: 'pretended gpu' };
}

it('keeps what a check comes to for the device that was checked, though another one was opened meanwhile', async () => {
  const memory = createForgetfulMemory();
  const told: string[] = [];
  const trust = new DeviceTrust(memory, ([check]) => told.push(check?.state ?? 'none'));
  await trust.open(toSubject('q8'));
  const calledOff = await trust.begin();
  await trust.open(toSubject('fp32'));
  await calledOff.callOff();
  expect(await memory.read('q8')).toMatchObject({ check: null, unfinishedChecks: 0 });
  expect(await memory.read('fp32')).toBeNull();
  await trust.open(toSubject('q8'));
  const finished = await trust.begin();
  await trust.open(toSubject('fp32'));
  await finished.end(right, reference, utterances);
  expect(trust.isTrusted).toBe(false);
  expect(trust.isDue(false)).toBe(true);
  expect(told).toEqual(['checking', 'checking']);
  await trust.open(toSubject('q8'));
  expect([trust.isTrusted, trust.isFaster]).toEqual([true, true]);
});

it('refuses a device whose checks never came to an end, and no other', async () => {
  const memory = createForgetfulMemory();
  for (let visit = 1; visit <= 3; visit += 1) {
    const trust = new DeviceTrust(memory, () => undefined);
    await trust.open(toSubject('q8'));
    expect(trust.isDue(false)).toBe(true);
    await trust.begin();
  }
  const trust = new DeviceTrust(memory, () => undefined);
  await trust.open(toSubject('q8'));
  expect(trust.isDue(true)).toBe(false);
  await trust.open(toSubject('fp32'));
  expect(trust.isDue(false)).toBe(true);
});
