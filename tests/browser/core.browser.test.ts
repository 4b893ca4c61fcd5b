import { toCaseFaults } from '../contract/support/case-faults.ts';
import { currentCases, type ContractCase } from '../contract/support/contract-case.ts';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { isFullRun } from '../fixtures/full-run.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { isInstalled } from '../unit/codecs/support/programs.ts';
import type * as ContractPage from './pages/contract-page.ts';
import type * as DecodingPage from './pages/decoding-page.ts';
import { aacFiles, makeAacFiles, toError } from './support/aac-files.ts';
import { engineNames, expect, install, loadEngine, test, whereMissing } from './support/browsers-test.ts';
import { toModuleCaller } from './support/call-module.ts';
import { beginAnswer, readRest, readStreamed, reloadAndRead, typeText } from './support/core-scripts.ts';
import { toSentences } from './support/formats.ts';
import { buildPageModule } from './support/page-modules.ts';
import { speakIn } from './support/script-fetch.ts';
import type { ScriptPage } from './support/script-page.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { toSamples } from './support/speech-fetch.ts';

const hasFfmpeg = isInstalled('ffmpeg');

let aac: readonly string[] = [];

test.beforeAll(async () => {
  await buildPageModule('contract-page');
  await buildPageModule('decoding-page');
  if (hasFfmpeg) aac = await makeAacFiles();
});

for (const name of engineNames) {
  test.describe(name, () => {
    test.skip(...whereMissing(name));
    let page: ScriptPage;

    test.beforeAll(async ({ browsers }) => {
      const foreignHosts = ['api.openai.com', 'api.together.ai'];
      page = await install(await browsers.sharedPage(name), browsers.site, { foreignHosts });
      await loadEngine(page);
      test.info().annotations.push({ type: 'version', description: await browsers.version(name) });
    });
    test.afterAll(async ({ browsers }) => {
      await install(page, browsers.site, { foreignHosts: [] });
    });

    for (const contractCase of currentCases) {
      test(`${contractCase.name}, through the service worker`, async () => {
        const ask = toModuleCaller<typeof ContractPage>(page, 'contract-page');
        const answer = await ask('askCase', contractCase.name);
        const body = Buffer.from(answer.base64, 'base64');
        expect(toCaseFaults(asSentByPage(contractCase), { ...answer, body })).toEqual([]);
        // No CORS, no opaque answer: every header can be read, whatever the host.
        expect(answer.type).toBe('basic');
      });
    }

    for (const [index, { name: file, reference }] of aacFiles.entries()) {
      test(`${file} of ffmpeg is decoded, or refused in clear words, wherever it breaks off`, async () => {
        test.skip(!hasFfmpeg, 'ffmpeg is not installed.');
        const run = toModuleCaller<typeof DecodingPage>(page, 'decoding-page');
        const { whole, parts, longest } = await run('decodeCuts', aac[index]!, isFullRun ? 50 : 12);
        test.info().annotations.push({ type: 'decoded', description: String(whole.code === null) });
        for (const { code } of parts) expect([null, 'undecodable_audio']).toContain(code);
        expect(longest).toBeLessThanOrEqual(reference.length + 4_000);
        if (whole.code === null) {
          expect(toError(whole.samples, reference)).toBeLessThan(0.05);
        } else {
          // Chromium has a decoder wherever these tests run; others may have none.
          expect(name).not.toBe('Chromium');
          expect(whole.message).toContain('AAC, which cannot be decoded here');
        }
      });
    }

    test('a page is served by a service worker', async () => {
      const served = await page.run(async () => ({
        hasController: navigator.serviceWorker.controller !== null,
        status: (await fetch('/v1/models')).status,
      }));
      expect(served).toEqual({ hasController: true, status: 200 });
    });

    test('speech has every phoneme of the text, once and in order', async () => {
      const input = toSentences(5);
      const { body } = await speakIn(page, { input, response_format: 'pcm' });
      expect(decodeTones(toSamples(body))).toEqual(toAudibleIds(await sentTokenIds(input, 'en-us')));
    });

    test('sound comes as flac, which no case asks for', async () => {
      const request = { input: 'Good morning.', response_format: 'flac' };
      const { status, body } = await speakIn(page, request);
      expect(status).toBe(200);
      expect(body.toString('latin1', 0, 4)).toBe('fLaC');
      expect(body.length).toBeGreaterThan(2_000);
    });

    test('the first bytes come before the last segment is begun', async () => {
      const { runsAtFirstRead, runsAtEnd } = await page.run(readStreamed, toSentences(30));
      expect(runsAtFirstRead).toBeLessThan(runsAtEnd);
    });

    test('two answers at once are both whole', async () => {
      const inputs = ['The river is wide.', 'The garden is small.'];
      const lengths = await page.run(async (texts) => {
        const speak = async (input: string): Promise<number> => {
          const body = new Blob([JSON.stringify({ input, response_format: 'pcm' })], {
            type: 'application/json',
          });
          return (await (await fetch('/v1/audio/speech', { method: 'POST', body })).arrayBuffer()).byteLength;
        };
        return Promise.all(texts.map(speak));
      }, inputs);
      for (const [index, input] of inputs.entries()) {
        const alone = await speakIn(page, { input, response_format: 'pcm' });
        expect(lengths[index]).toBe(alone.body.length);
      }
    });

    test('an answer that is called off makes room for the next one', async () => {
      const { error, status } = await page.run(async (input) => {
        const controller = new AbortController();
        const ask = (text: string, signal: AbortSignal | null): Promise<Response> => {
          const json = JSON.stringify({ input: text, response_format: 'pcm' });
          const body = new Blob([json], { type: 'application/json' });
          return fetch('/v1/audio/speech', { method: 'POST', signal, body });
        };
        const reader = (await ask(input, controller.signal)).body!.getReader();
        await reader.read();
        controller.abort();
        const failed = await reader.read().then(
          () => '',
          (reason: unknown) => (reason as Error).name,
        );
        return { error: failed, status: (await ask('Next, please.', null)).status };
      }, toSentences(60));
      expect({ error, status }).toEqual({ error: 'AbortError', status: 200 });
    });

    test('the built-in voice speaks', async () => {
      const request = { model: 'espeak-ng', input: 'Good morning.', response_format: 'pcm' };
      const { headers, body } = await speakIn(page, request);
      expect(headers['x-sotto-engine']).toBe('espeak-ng');
      expect(toSamples(body).some((sample) => Math.abs(sample) > 0.1)).toBe(true);
    });

    test('the app opens, and keeps what was typed when it is reloaded', async ({ browsers }) => {
      const app = await browsers.openPage(name);
      await app.goto(browsers.site.url);
      await app.run(typeText, 'Typed in another browser.');
      // Drafts are kept shortly after the last key.
      await expect.poll(() => reloadAndRead(app)).toBe('Typed in another browser.');
      await app.close();
    });

    // In Chromium `answers-go-on` compares every byte.
    if (name === 'Chromium') return;

    test('an answer goes on when the tab that makes it is closed', async ({ browsers }) => {
      const reader = await install(await browsers.openPage(name), browsers.site);
      const input = toSentences(40);
      const undisturbed = await speakIn(reader, { input, response_format: 'pcm' });
      const { runs } = await loadEngine(reader);
      await reader.run(beginAnswer, input);
      await browsers.replaceSharedPage(name, reader);
      page = reader;
      expect(await reader.run(readRest)).toBe(undisturbed.body.length);
      // A new engine made the rest: the old one would have run more often by now.
      expect((await loadEngine(reader)).runs).toBeLessThanOrEqual(runs);
    });
  });
}

/** Browsers keep scripts from naming the headers of a preflight, so nothing can be echoed. */
function asSentByPage(contractCase: ContractCase): ContractCase {
  const { headers } = contractCase.expect;
  if (headers?.['access-control-allow-headers'] === undefined) return contractCase;
  return {
    ...contractCase,
    expect: {
      ...contractCase.expect,
      headers: { ...headers, 'access-control-allow-headers': 'authorization, content-type' },
    },
  };
}
