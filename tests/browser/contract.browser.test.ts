import { toCaseFaults } from '../contract/support/case-faults.ts';
import { currentCases, type ContractCase } from '../contract/support/contract-case.ts';
import type * as ContractPage from './pages/contract-page.ts';
import { engineNames, expect, install, test, whereMissing } from './support/browsers-test.ts';
import { buildPageModule } from './support/page-modules.ts';
import { speakIn } from './support/script-fetch.ts';
import type { ScriptPage } from './support/script-page.ts';

test.beforeAll(() => buildPageModule('contract-page'));

for (const name of engineNames) {
  test.describe(name, () => {
    test.skip(...whereMissing(name));
    let page: ScriptPage;

    test.beforeAll(async ({ browsers }) => {
      page = await install(await browsers.openPage(name), browsers.site, {
        foreignHosts: ['api.openai.com', 'api.together.ai'],
      });
      // On a busy machine the first load may take longer than a request waits for it.
      const request = { input: 'Ready.', response_format: 'pcm' };
      await expect.poll(async () => (await speakIn(page, request)).status).toBe(200);
    });
    test.afterAll(async ({ browsers }) => {
      await install(page, browsers.site, { foreignHosts: [] });
      await page.close();
    });

    for (const contractCase of currentCases) {
      test(`${contractCase.name}, through the service worker`, async () => {
        const answer = await page.run(async (caseName) => {
          const { askCase } = (await import(
            /* @vite-ignore */ `${location.origin}/test/pages/contract-page.js`
          )) as typeof ContractPage;
          return askCase(caseName);
        }, contractCase.name);
        const body = Buffer.from(answer.base64, 'base64');
        expect(toCaseFaults(asSentByPage(contractCase), { ...answer, body })).toEqual([]);
        // No CORS, no opaque answer: every header can be read, whatever the host.
        expect(answer.type).toBe('basic');
      });
    }
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
