import type * as AudioPage from './pages/audio-page.ts';
import { browserNames, expect, test, whereMissing } from './support/browsers-test.ts';
import { toModuleCaller } from './support/call-module.ts';
import { buildPageModule } from './support/page-modules.ts';
import { speakIn } from './support/script-fetch.ts';

const formats = ['mp3', 'opus', 'flac', 'aac', 'wav'];

test.beforeAll(() => buildPageModule('audio-page'));

for (const name of browserNames) {
  test.describe(`a line of HTML in ${name}`, () => {
    test.skip(...whereMissing(name));

    test('plays every format, twice, with captions, from one synthesis', async ({ browsers }) => {
      const page = await browsers.sharedPage(name);
      const run = toModuleCaller<typeof AudioPage>(page, 'audio-page');
      // All at once, since playing takes as long as the sound.
      const requests = formats.map((format) => ({
        input: `Hello from ${format}. This is the second sentence.`,
        voice: 'nova',
        response_format: format,
      }));
      const seconds: number[] = [];
      for (const request of requests) {
        const { body } = await speakIn(page, { ...request, response_format: 'pcm' });
        seconds.push(body.length / 2 / 24_000);
      }
      const before = await run('countRuns');
      const all = await Promise.all(requests.map((request) => run('playAddress', request)));
      for (const [index, played] of all.entries()) {
        const format = formats[index];
        expect(played, format).toMatchObject({ hasEnded: true, failure: null });
        // Of AAC, Firefox guesses how long it is, and says at its end that it was that long.
        const isGuessed = name === 'Firefox' && format === 'aac';
        if (!isGuessed) expect(Math.abs(played.endSeconds - seconds[index]!), format).toBeLessThan(0.5);
        expect(played.cues.map(({ text }) => text)).toEqual([
          `Hello from ${format}.`,
          'This is the second sentence.',
        ]);
      }
      const runs = (await run('countRuns')) - before;
      expect(runs).toBeLessThanOrEqual(2 * formats.length);
      const again = await Promise.all(requests.map((request) => run('playAddress', request)));
      for (const [index, played] of again.entries())
        expect(played).toMatchObject({ hasEnded: true, failure: null, cues: all[index]!.cues });
      // Asked for by a script, it is there already, and ranges of it have one length.
      for (const request of requests) {
        const probed = await run('probe', request);
        expect(probed).toMatchObject({ status: 206, probedBytes: 2 });
        expect(probed.contentRange).toBe(`bytes 0-1/${probed.byteCount}`);
      }
      expect((await run('countRuns')) - before).toBe(runs);
    });
  });
}
