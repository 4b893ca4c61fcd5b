import { describe, expect, it } from 'vitest';
import { SinkRelay } from '../../../src/page/sink-relay.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import type { SinkToSource, SourceToSink } from '../../../src/wire/player.protocol.ts';
import { createHandSink } from '../../fixtures/hand-sink.ts';

/** A source that gives chunks of ascending numbers from a frame on, one for each pull, and then no more. */
function createSource(
  port: MessagePort,
  { from, chunks, size = 4 }: { from: number; chunks: number; size?: number },
) {
  const asked: SinkToSource[] = [];
  const dry = createDeferred();
  let [frame, given, seeks] = [from, 0, 0];
  port.addEventListener('message', ({ data }: MessageEvent<SinkToSource>) => {
    asked.push(data);
    if (data.type === 'seek') {
      seeks += 1;
      frame = data.frame;
    }
    if (data.type !== 'pull') return;
    if (given === chunks) {
      dry.resolve();
      return;
    }
    const samples = Float32Array.from({ length: size }, (_, index) => frame + index);
    frame += size;
    given += 1;
    port.postMessage({ type: 'pcm', samples, seeks } satisfies SourceToSink);
  });
  port.start();
  return { asked, dry: dry.promise };
}

const toFrames = (received: readonly SourceToSink[]): number[] =>
  received.flatMap((message) => (message.type === 'pcm' ? [...message.samples] : []));

describe('SinkRelay', () => {
  it('gives the next sample from the next source, and asks it for what the lost one owed', async () => {
    const sink = createHandSink();
    const relay = new SinkRelay(sink.port, 100);
    const lost = createSource(relay.connect(100), { from: 100, chunks: 1 });
    await sink.pull();
    const owed = sink.pull();
    await lost.dry;
    createSource(relay.connect(relay.frame), { from: relay.frame, chunks: 9 });
    await owed;
    await sink.pull();
    expect(toFrames(sink.received)).toEqual(Array.from({ length: 12 }, (_, index) => 100 + index));
  });

  it('leaves out what a source repeats that begins earlier', async () => {
    const sink = createHandSink();
    const relay = new SinkRelay(sink.port, 0);
    createSource(relay.connect(0), { from: 0, chunks: 2 });
    await sink.pull();
    await sink.pull();
    createSource(relay.connect(0), { from: 0, chunks: 9, size: 5 });
    await sink.pull();
    await sink.pull();
    expect(toFrames(sink.received)).toEqual(Array.from({ length: 15 }, (_, index) => index));
  });

  it('counts the seeks of the sink on, whatever source they went to', async () => {
    const sink = createHandSink();
    const relay = new SinkRelay(sink.port, 0);
    createSource(relay.connect(0), { from: 0, chunks: 9 });
    await sink.seek(50);
    createSource(relay.connect(relay.frame), { from: relay.frame, chunks: 9 });
    await sink.pull();
    await sink.seek(20);
    expect(toFrames(sink.received)).toEqual([50, 51, 52, 53, 54, 55, 56, 57, 20, 21, 22, 23]);
    expect(sink.received.map((message) => 'seeks' in message && message.seeks)).toEqual([1, 1, 2]);
  });

  it('holds a failure back until no other source can follow', async () => {
    const sink = createHandSink();
    const relay = new SinkRelay(sink.port, 0);
    const port = relay.connect(0);
    const { dry } = createSource(port, { from: 0, chunks: 0 });
    const answer = sink.pull();
    await dry;
    port.postMessage({ type: 'failed' } satisfies SourceToSink);
    createSource(relay.connect(0), { from: 0, chunks: 1 });
    await expect(answer).resolves.toMatchObject({ type: 'pcm' });
  });
});
