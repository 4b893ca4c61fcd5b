import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createSilentSink } from '../../../src/page/silent-sink.ts';

test('pulls once at first, and once more for each chunk, until the end', async () => {
  const source = createSilentSink();
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
