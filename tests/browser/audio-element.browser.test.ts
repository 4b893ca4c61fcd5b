import type * as AudioPage from './pages/audio-page.ts';
import { browserNames, expect, test, whereMissing } from './support/browsers-test.ts';
import { toModuleCaller } from './support/call-module.ts';
import { buildPageModule } from './support/page-modules.ts';
import { speakIn } from './support/script-fetch.ts';

test.beforeAll(() => buildPageModule('audio-page'));

for (const name of browserNames) {
  test.describe(`a line of HTML in ${name}`, () => {
    test.skip(...whereMissing(name));

    for (const format of ['mp3', 'opus', 'flac', 'aac', 'wav']) {
      test(`plays ${format}, twice, with captions, from one synthesis`, async ({ browsers }) => {
        const page = await browsers.sharedPage(name);
        const run = toModuleCaller<typeof AudioPage>(page, 'audio-page');
        const input = `Hello from ${format}. This is the second sentence.`;
        const sampleCount =
          (await speakIn(page, { input, response_format: 'pcm', voice: 'nova' })).body.length / 2;
        const before = await run('countRuns');
        const played = await run('playAddress', { input, voice: 'nova', response_format: format });
        expect(played).toMatchObject({ hasEnded: true, failure: null });
        // Of AAC, Firefox guesses how long it is, and says at its end that it was that long.
        const isGuessed = name === 'Firefox' && format === 'aac';
        if (!isGuessed) expect(Math.abs(played.endSeconds - sampleCount / 24_000)).toBeLessThan(0.5);
        expect(played.cues.map(({ text }) => text)).toEqual([
          `Hello from ${format}.`,
          'This is the second sentence.',
        ]);
        const runs = (await run('countRuns')) - before;
        const again = await run('playAddress', { input, voice: 'nova', response_format: format });
        expect(again).toMatchObject({ hasEnded: true, failure: null, cues: played.cues });
        // Asked for by a script, it is there already, and ranges of it have one length.
        const probed = await run('probe', { input, voice: 'nova', response_format: format });
        expect(probed).toMatchObject({ status: 206, probedBytes: 2 });
        expect(probed.contentRange).toBe(`bytes 0-1/${probed.byteCount}`);
        expect((await run('countRuns')) - before).toBe(runs);
        expect(runs).toBeLessThanOrEqual(2);
      });
    }
  });
}
