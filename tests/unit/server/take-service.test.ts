import { describe, expect, it } from 'vitest';
import { createHandSink as createSink } from '../../fixtures/hand-sink.ts';
import { createService, pcm, request } from '../../fixtures/take-service.ts';

describe('speaking', () => {
  it('answers each pull with one chunk, moves it, and says when that was all', async () => {
    const { speak, made, seen } = createService();
    const sink = createSink();
    const over = speak(sink);
    await expect(sink.pull()).resolves.toEqual(pcm(0));
    expect(made).toEqual([0]);
    await sink.pull();
    await sink.pull();
    await expect(sink.pull()).resolves.toEqual({ type: 'end', seeks: 0 });
    await over;
    expect(seen).toEqual([0, 1, 2]);
    expect(sink.received.map(({ type }) => type)).toEqual(['pcm', 'pcm', 'pcm', 'end']);
    sink.close();
  });

  it('lets the speaker go when the sink cancels', async () => {
    const { speak, made, released } = createService();
    const sink = createSink();
    const over = speak(sink);
    await sink.pull();
    sink.cancel();
    await expect(over).rejects.toMatchObject({ name: 'AbortError' });
    await expect(released).resolves.toBe(true);
    expect(made).toEqual([0]);
    sink.close();
  });

  it('lets the speaker go when the caller aborts, with the reason of that', async () => {
    const { speak, released, controller } = createService();
    const sink = createSink();
    const over = speak(sink);
    await sink.pull();
    controller.abort();
    await expect(over).rejects.toBe(controller.signal.reason);
    await expect(released).resolves.toBe(true);
    sink.close();
  });

  it('tells the sink that no more will come when speaking fails', async () => {
    const { speak } = createService({ failAt: 1 });
    const sink = createSink();
    const failed = expect(speak(sink)).rejects.toThrow('no voice');
    await sink.pull();
    await expect(sink.pull()).resolves.toEqual({ type: 'failed' });
    await failed;
    sink.close();
  });

  it('goes on although the take outgrew what can be kept', async () => {
    const { speak } = createService({ limitBytes: request.text.length * 2 + 8 });
    const sink = createSink();
    const over = speak(sink);
    for (let index = 0; index < 3; index += 1) await expect(sink.pull()).resolves.toEqual(pcm(index));
    await sink.pull();
    await over;
    sink.close();
  });
});

describe('seeking', () => {
  it('goes back to what was made, within a chunk too, and then on with what was not', async () => {
    const { speak, made } = createService();
    const sink = createSink();
    const over = speak(sink);
    await sink.pull();
    await sink.pull();
    await expect(sink.seek(1)).resolves.toEqual(pcm(0, { from: 1, seeks: 1 }));
    await expect(sink.pull()).resolves.toEqual(pcm(1, { seeks: 1 }));
    expect(made).toEqual([0, 1]);
    await expect(sink.pull()).resolves.toEqual(pcm(2, { seeks: 1 }));
    await expect(sink.pull()).resolves.toEqual({ type: 'end', seeks: 1 });
    await over;
    sink.close();
  });

  it('makes what lies between when it goes ahead', async () => {
    const { speak, made } = createService();
    const sink = createSink();
    void speak(sink);
    await expect(sink.seek(7)).resolves.toEqual(pcm(2, { from: 1, seeks: 1 }));
    expect(made).toEqual([0, 1, 2]);
    sink.close();
  });

  it('works behind the end, until the sink cancels', async () => {
    const { speak, lifetime } = createService();
    const sink = createSink();
    const over = speak(sink);
    for (let index = 0; index < 4; index += 1) await sink.pull();
    await over;
    await expect(sink.seek(3)).resolves.toEqual(pcm(1, { seeks: 1 }));
    lifetime.abort();
    sink.close();
  });
});

describe('playing what there is', () => {
  it('plays a finished take from anywhere', async () => {
    const { speak, playTake } = createService();
    const first = createSink();
    const spoken = speak(first);
    for (let index = 0; index < 4; index += 1) await first.pull();
    await spoken;
    const again = createSink();
    const played = playTake(again, 4);
    await expect(again.pull()).resolves.toEqual(pcm(1, { from: 1 }));
    await expect(again.pull()).resolves.toEqual(pcm(2));
    await expect(again.pull()).resolves.toEqual({ type: 'end', seeks: 0 });
    await played;
    for (const sink of [first, again]) sink.close();
  });

  it('shares the making of a take with who speaks it, and keeps it going when that one leaves', async () => {
    const { speak, playTake, made, released } = createService();
    const [speaker, saver] = [createSink(), createSink()];
    const spoken = expect(speak(speaker)).rejects.toMatchObject({ name: 'AbortError' });
    await speaker.pull();
    const saved = playTake(saver);
    for (const index of [0, 1]) await expect(saver.pull()).resolves.toEqual(pcm(index));
    await expect(speaker.pull()).resolves.toEqual(pcm(1));
    expect(made).toEqual([0, 1]);
    speaker.cancel();
    await spoken;
    await expect(saver.pull()).resolves.toEqual(pcm(2));
    await saver.pull();
    await saved;
    await expect(released).resolves.toBe(false);
    for (const sink of [speaker, saver]) sink.close();
  });

  it.each([
    ['that is kept', 1_000_000],
    ['that outgrew what can be kept', request.text.length * 2 + 8],
  ])('gives both the samples when both wait for the same segment of a take %s', async (_, limitBytes) => {
    const { speak, playTake } = createService({ limitBytes });
    const sinks = [createSink(), createSink()] as const;
    const calls = [speak(sinks[0]), playTake(sinks[1])];
    for (const expected of [pcm(0), pcm(1), pcm(2)]) {
      await expect(Promise.all(sinks.map((sink) => sink.pull()))).resolves.toEqual([expected, expected]);
    }
    for (const sink of sinks) sink.cancel();
    await Promise.allSettled(calls);
    for (const sink of sinks) sink.close();
  });

  it('refuses a take that is not kept', async () => {
    const { playTake } = createService();
    const sink = createSink();
    const refused = expect(playTake(sink)).rejects.toThrow('not kept');
    await expect(sink.pull()).resolves.toEqual({ type: 'failed' });
    await refused;
    sink.close();
  });
});
