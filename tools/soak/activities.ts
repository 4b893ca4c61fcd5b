import type { Random } from '../../tests/contract/support/random.ts';
import type { SoakBrowser } from './soak-browser.ts';

/** Something that people do again and again; nothing of it is left when it is over. */
export interface Activity {
  readonly name: string;
  readonly act: (app: SoakBrowser, random: Random) => Promise<void>;
}

const LIMIT_MS = 240_000;

export const activities: readonly Activity[] = [
  { name: 'a text is spoken by the API', act: (app, random) => speak(app, random, 'pcm') },
  {
    name: 'a file is saved',
    act: (app, random) => speak(app, random, random.pick(['mp3', 'opus', 'flac', 'wav'])),
  },
  { name: 'an answer is given up', act: giveUp },
  { name: 'a tab comes and goes', act: async (app) => (await app.openTab()).close() },
  { name: 'a text is played, and its tab closed', act: play },
  { name: 'a voice says its sentence', act: preview },
];

function createText(sentences: number, random: Random): string {
  return Array.from({ length: sentences }, () => `Number ${random.below(1_000)} lies by the old wall.`).join(
    ' ',
  );
}

/** Asks in the page that never hosts, and reads all. */
async function speak({ reader }: SoakBrowser, random: Random, format: string): Promise<void> {
  const request = {
    model: 'kokoro-82m',
    input: createText(3 + random.below(12), random),
    response_format: format,
  };
  const problem = (await reader.evaluate(`(async () => {
    const response = await fetch('/v1/audio/speech', ${toInit(request)});
    if (response.status !== 200) return response.text();
    for (const body = response.body.getReader(); !(await body.read()).done; );
    return '';
  })()`)) as string;
  if (problem !== '') throw new Error(problem);
}

async function giveUp({ reader }: SoakBrowser, random: Random): Promise<void> {
  const request = { model: 'kokoro-82m', input: createText(40, random), response_format: 'pcm' };
  await reader.evaluate(`(async () => {
    const controller = new AbortController();
    const response = await fetch('/v1/audio/speech', { ...${toInit(request)}, signal: controller.signal });
    await response.body.getReader().read();
    controller.abort();
  })()`);
}

/** Presses Play in a tab of its own, hears the beginning, and closes the tab. */
async function play(app: SoakBrowser, random: Random): Promise<void> {
  const page = await app.openTab();
  try {
    await page.locator('textarea').setTimeout(LIMIT_MS).fill(createText(6, random));
    await page.locator('button ::-p-text(Play)').setTimeout(LIMIT_MS).click();
    await new Promise((resolve) => setTimeout(resolve, 500 + random.below(4_000)));
  } finally {
    await page.close();
  }
}

/** Hears a voice's sentence to its end, in the tab that hosts. */
async function preview({ host }: SoakBrowser, random: Random): Promise<void> {
  const voice = random.pick(['Heart', 'Bella', 'Nova', 'Michael']);
  // A tab in the background draws nothing, and is not clicked.
  await host.bringToFront();
  await host.locator(`aria/Hear ${voice}`).setTimeout(LIMIT_MS).click();
  await host.locator(`aria/Stop ${voice}`).setTimeout(LIMIT_MS).wait();
  await host.locator(`aria/Hear ${voice}`).setTimeout(LIMIT_MS).wait();
}

function toInit(request: Readonly<Record<string, unknown>>): string {
  const headers = { 'Content-Type': 'application/json' };
  return JSON.stringify({ method: 'POST', headers, body: JSON.stringify(request) });
}
