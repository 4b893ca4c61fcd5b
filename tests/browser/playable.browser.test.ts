import type * as ListenPage from './pages/listen-page.ts';
import { browserNames, expect, test, whereMissing } from './support/browsers-test.ts';
import { fileFormats, toSentences, type FileFormat } from './support/formats.ts';
import { buildPageModule } from './support/page-modules.ts';
import { speakIn } from './support/script-fetch.ts';

/** How far `<audio>` may be off, in seconds; null where the browser cannot know how long the sound is. */
const shownWithin: Readonly<
  Record<
    (typeof browserNames)[number],
    Record<'whole' | 'streamed', Readonly<Record<FileFormat, number | null>>>
  >
> = {
  Chromium: {
    whole: { mp3: 0.001, opus: 0.01, aac: 0.1, flac: 0.001, wav: 0.001 },
    // The number of samples stands at the beginning of a FLAC file, when nobody can know it.
    streamed: { mp3: 0.1, opus: 0.01, aac: 0.1, flac: null, wav: 0.001 },
  },
  Firefox: {
    // Of AAC it multiplies the number of bytes with what the first frame takes, and that is silent.
    whole: { mp3: 0.001, opus: 0.001, aac: null, flac: 0.001, wav: 0.001 },
    streamed: { mp3: 0.1, opus: 0.001, aac: null, flac: 0.2, wav: 0.001 },
  },
};

/** Samples that a decoder may give beyond the sound: the encoder's delay, and what fills the last frame. */
const surplus: Record<'whole' | 'streamed', Readonly<Record<FileFormat, number>>> = {
  whole: { mp3: 0, opus: 0, aac: 3 * 1024, flac: 0, wav: 0 },
  streamed: { mp3: 1105 + 2 * 576, opus: 0, aac: 3 * 1024, flac: 0, wav: 0 },
};

test.beforeAll(() => buildPageModule('listen-page'));

for (const name of browserNames) {
  test.describe(name, () => {
    test.skip(...whereMissing(name));
    for (const layout of ['whole', 'streamed'] as const) {
      test(`<audio> and decodeAudioData play every format, ${layout}, for as long as it lasts`, async ({
        browsers,
      }) => {
        const page = await browsers.sharedPage(name);
        const input = toSentences(1);
        const sampleCount = (await speakIn(page, { input, response_format: 'pcm' })).body.length / 2;
        const all = await page.run(
          async ({ formats, ...request }) => {
            const { listen } = (await import(
              /* @vite-ignore */ `${location.origin}/test/pages/listen-page.js`
            )) as typeof ListenPage;
            return Promise.all(formats.map((format) => listen({ ...request, format })));
          },
          { input, stream: layout === 'streamed', formats: [...fileFormats] },
        );
        for (const format of fileFormats) {
          const heard = all.find((one) => one.format === format)!;
          expect(heard.hasEnded, format).toBe(true);
          expect(heard.decodedSamples, format).toBeGreaterThanOrEqual(sampleCount);
          expect(heard.decodedSamples - sampleCount, format).toBeLessThanOrEqual(surplus[layout][format]);
          const within = shownWithin[name][layout][format];
          if (within === null) continue;
          expect(Math.abs(heard.shownSeconds! - sampleCount / 24_000), format).toBeLessThan(within);
        }
      });
    }
  });
}
