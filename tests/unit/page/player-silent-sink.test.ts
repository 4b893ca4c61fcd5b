import { once } from 'node:events';
import { expect, test } from 'vitest';
import { Scope } from '../../../src/std/scope.ts';
import { createSilentSink } from '../../../src/page/silent-sink.ts';

test('pulls once at first, and once more for each chunk, until the end', async () => {
  const source = createSilentSink(new Scope());
  let pulls = 0;
  source.onmessage = () => {
    pulls += 1;
    if (pulls <= 3) source.postMessage({ type: 'pcm', samples: new Float32Array(10) });
    else source.postMessage({ type: 'end' });
  };
  // The sink closes its end when all is there.
  await once(source as unknown as NodeJS.EventEmitter, 'close');
  expect(pulls).toBe(4);
});

test('closes with its owner where the take breaks off', async () => {
  const scope = new Scope();
  const source = createSilentSink(scope);
  const closed = once(source as unknown as NodeJS.EventEmitter, 'close');
  source.start();
  scope.dispose();
  await closed;
});
