import type * as Sotto from '../../src/page.ts';
import { expect, visitedTest as test } from './support/app-test.ts';
import { serveTestPages } from './support/test-pages.ts';

test.use({ siteOptions: { intercept: serveTestPages } });

/** What a page hears when it plays a text through the worklet, and what the player says of it. */
interface Heard {
  readonly sent: number[];
  readonly heard: number[];
  readonly underruns: number;
  readonly afterStop: number;
  /** Samples that were heard after an interruption, once playing went on. */
  readonly afterResume: number;
  /** The same after a pause, through which the context slept. */
  readonly afterPause: number;
}

const text = 'The worklet plays exactly what was made. Not a sample is lost, and none is heard twice.';

test('the worklet plays exactly the samples produced, without an underrun', async ({ page, site }) => {
  await page.goto(`${site.url}/test/blank.html`);
  const result = await page.evaluate(playAndRecord, { text, stopAfterSeconds: null });
  expect(result.underruns).toBe(0);
  expect(result.sent.length).toBeGreaterThan(24_000);
  const start = result.heard.findIndex((sample) => sample !== 0);
  const firstSent = result.sent.findIndex((sample) => sample !== 0);
  const sent = result.sent.slice(firstSent);
  const heard = result.heard.slice(start, start + sent.length);
  expect(heard.length).toBe(sent.length);
  expect(heard.findIndex((sample, index) => sample !== sent[index])).toBe(-1);
});

test('an interruption pauses, a pause sleeps, resuming goes on, and stop leaves nothing playing', async ({
  page,
  site,
}) => {
  await page.goto(`${site.url}/test/blank.html`);
  const result = await page.evaluate(playAndRecord, { text: `${text} ${text} ${text}`, stopAfterSeconds: 1 });
  expect(result.heard.some((sample) => sample !== 0)).toBe(true);
  expect(result.heard.length).toBeLessThan(10 * 24_000);
  expect(result.afterResume).toBeGreaterThan(0);
  expect(result.afterPause).toBeGreaterThan(0);
  expect(result.afterStop).toBe(0);
});

/** Runs inside the page: a script of somebody else that uses Sotto as a library. */
async function playAndRecord(options: { text: string; stopAfterSeconds: number | null }): Promise<Heard> {
  const sotto = (await import(/* @vite-ignore */ `${location.origin}/sotto.js`)) as typeof Sotto;
  const speech = await sotto.installSpeech();
  const context = new AudioContext({ sampleRate: 24_000 });
  await context.audioWorklet.addModule('/test/recorder.js');
  const recorder = new AudioWorkletNode(context, 'recorder');
  const heard: number[] = [];
  recorder.port.onmessage = (event: MessageEvent<Float32Array>) => {
    for (const sample of event.data) heard.push(sample);
  };
  recorder.connect(context.destination);
  // The player connects to its context's destination; here that is the recorder.
  Object.defineProperty(context, 'destination', { value: recorder });

  const player = sotto.createPlayer(() => context);
  let underruns = 0;
  const interrupted = new Promise<void>((resolve) => {
    player.subscribe(({ type }) => {
      if (type === 'interrupted') resolve();
    });
  });
  const ended = new Promise<void>((resolve) => {
    player.subscribe((event) => {
      if (event.type !== 'interrupted') underruns = event.underruns;
      if (event.type === 'ended') resolve();
    });
  });
  const signal = new AbortController().signal;
  const request = {
    text: options.text,
    model: 'kokoro-82m',
    voice: [{ id: 'af_heart', weight: 1 }],
    language: 'en-us',
    speed: 1,
  } as const;
  const sink = await player.play();
  const spoken = speech.client.speak({ take: 'test', request, sink }, signal).catch(() => undefined);

  if (options.stopAfterSeconds !== null) {
    while (!heard.some((sample) => sample !== 0)) await new Promise((resolve) => setTimeout(resolve, 20));
    // The system takes the sound away, as for a call.
    await context.suspend();
    await interrupted;
    const heardSo = heard.length;
    player.resume();
    while (!heard.slice(heardSo + 2_400).some((sample) => sample !== 0))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const afterResume = heard.length - heardSo;
    const asleep = new Promise<void>((resolve) => {
      context.addEventListener('statechange', () => {
        if (context.state === 'suspended') resolve();
      });
    });
    player.pause();
    await asleep;
    const heardBefore = heard.length;
    player.resume();
    while (!heard.slice(heardBefore).some((sample) => sample !== 0))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const afterPause = heard.length - heardBefore;
    player.stop();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = heard.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
    const afterStop = heard.slice(before).filter((sample) => sample !== 0).length;
    return { sent: [], heard, underruns, afterStop, afterResume, afterPause };
  }
  await Promise.all([spoken, ended]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const take = await speech.client.exportTake({ take: 'test', format: 'wav' }, signal);
  const pcm = new Int16Array(await take.slice(44).arrayBuffer());
  // The take is kept in 16 bits; what is heard is rounded alike before the two are compared.
  const toPcm = (sample: number): number => Math.min(32_767, Math.round(sample * 32_768));
  return {
    sent: [...pcm],
    heard: heard.map(toPcm),
    underruns,
    afterStop: 0,
    afterResume: 0,
    afterPause: 0,
  };
}
