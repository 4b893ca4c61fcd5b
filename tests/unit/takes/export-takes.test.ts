import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { createCodecRegistry } from '../../../src/audio/encode/codec-registry.ts';
import { exportTakes } from '../../../src/takes/export-takes.ts';
import { createMemoryShelf } from '../../../src/takes/open-shelf.ts';
import { TakeLibrary } from '../../../src/takes/take-library.ts';
import { createSpoken } from '../../fixtures/spoken-segment.ts';

const text = 'One two. Three four five.';
const signal = new AbortController().signal;

function createLibrary(): TakeLibrary {
  const library = new TakeLibrary({
    shelf: Promise.resolve(createMemoryShelf()),
    limitBytes: 1e6,
    onChange: () => undefined,
  });
  for (const [id, ends] of Object.entries({ whole: [9, 25], broken: [9] })) {
    const writer = library.begin(id, {
      text,
      model: 'kokoro-82m',
      voice: [{ id: 'af_heart', weight: 1 }],
      language: 'en-us',
      speed: 1.5,
    });
    for (const [index, end] of ends.entries()) {
      void writer.append(createSpoken(text, index, { start: index * 9, end }));
    }
    void writer.end(id === 'whole');
  }
  return library;
}

it('packs sound, settings and subtitles of each take under names of their own', async () => {
  const library = createLibrary();
  const options = { ids: ['whole', 'broken'], format: 'wav', codecs: createCodecRegistry(), signal } as const;
  const blob = await exportTakes(library, options);
  expect(blob.type).toBe('application/zip');
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  expect(Object.keys(files)).toEqual([
    'one-two-three-four-five.wav',
    'one-two-three-four-five.json',
    'one-two-three-four-five.srt',
    'one-two-three-four-five-2.wav',
    'one-two-three-four-five-2.json',
    'one-two-three-four-five-2.srt',
  ]);
  const wav = files['one-two-three-four-five.wav']!;
  expect(wav.length).toBe(44 + 5 * 2400 * 2);
  expect(new DataView(wav.buffer, wav.byteOffset).getInt16(44, true)).toBe(2048);
  expect(JSON.parse(strFromU8(files['one-two-three-four-five-2.json']!))).toMatchObject({
    settings: { voice: 'af_heart', speed: 1.5 },
    isComplete: false,
    durationSeconds: 0.2,
    text,
    words: [{ start: 0, end: 3 }, {}],
  });
  expect(strFromU8(files['one-two-three-four-five.srt']!)).toBe(
    '1\n00:00:00,000 --> 00:00:00,200\nOne two.\n\n2\n00:00:00,200 --> 00:00:00,500\nThree four five.\n',
  );
});

it('ends where it is aborted', async () => {
  const stopped = AbortSignal.abort();
  const options = { ids: ['whole'], format: 'wav', codecs: createCodecRegistry(), signal: stopped } as const;
  await expect(exportTakes(createLibrary(), options)).rejects.toMatchObject({ name: 'AbortError' });
});
