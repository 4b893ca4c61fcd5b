import type { Speak, SpokenSegment } from '../../../src/contract/segment.ts';
import { describe, expect, it } from 'vitest';
import type { TakeLibrary } from '../../../src/takes/take-library.ts';
import { TakeService } from '../../../src/server/take-service.ts';
import { createHandSink as createSink } from '../../fixtures/hand-sink.ts';
import { createSegment, createService, pcm } from '../../fixtures/take-service.ts';

describe('keeping', () => {
  it('keeps a take segment by segment, unfinished where it was broken off', async () => {
    const { speak, library, controller } = createService();
    const sink = createSink();
    const over = speak(sink);
    await sink.pull();
    expect((await library.find('one')).isComplete).toBe(false);
    controller.abort();
    await expect(over).rejects.toMatchObject({ name: 'AbortError' });
    expect(await library.find('one')).toMatchObject({ isComplete: false, frameCount: 3 });
    sink.close();
  });

  it('resumes a take: first what is kept, then the rest, which is kept too', async () => {
    const { speak, resume, library, controller, seen } = createService();
    const sink = createSink();
    const over = speak(sink);
    await sink.pull();
    controller.abort();
    await over.catch(() => undefined);
    const { service, caller } = createResumer(library);
    const again = createSink();
    const resumed = service.resume({ take: 'one', fromSeconds: 0, sink: again.port }, caller);
    for (const index of [0, 3]) await expect(again.pull()).resolves.toEqual(pcm(index));
    await expect(again.pull()).resolves.toEqual({ type: 'end', seeks: 0 });
    await resumed;
    expect(caller.seen).toEqual([1]);
    expect(seen).toEqual([0]);
    expect(await library.find('one')).toMatchObject({ isComplete: true, frameCount: 6, starts: [0, 3] });
    // A take that is whole is only played.
    const once = createSink();
    const refused = expect(resume(once)).rejects.toMatchObject({ name: 'AbortError' });
    await refused;
    for (const each of [sink, again, once]) each.close();
  });

  it('keeps nothing of what is only tried out', async () => {
    const { tryOut, library } = createService();
    const sink = createSink();
    const over = tryOut(sink);
    for (let index = 0; index < 3; index += 1) await expect(sink.pull()).resolves.toEqual(pcm(index));
    await sink.pull();
    await over;
    expect((await library.report()).takes).toEqual([]);
    sink.close();
  });
});

/** A service over the same library, as in the worker that follows a crash; its speaker says one more segment. */
function createResumer(library: TakeLibrary) {
  const seen: number[] = [];
  const speak: Speak = async function* () {
    yield await Promise.resolve({ ...createSegment(3), segment: { ...createSegment(0).segment } });
  };
  const never = new AbortController().signal;
  const onSegment = ({ segment }: SpokenSegment): void => void seen.push(segment.index);
  return {
    service: new TakeService({ speak, library }),
    caller: { signal: never, lifetime: never, onSegment, seen },
  };
}
