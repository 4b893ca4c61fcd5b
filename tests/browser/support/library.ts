import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';

/** The rows of the library, the newest first. */
export function takes(page: Page): Locator {
  return page.getByRole('list', { name: 'Takes' }).getByRole('listitem');
}

/** What an exported take says of itself. */
export interface TakeDescription {
  readonly name: string;
  readonly isComplete: boolean;
  readonly durationSeconds: number;
  readonly text: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly words: readonly unknown[];
}

/** Exports all takes as ZIP and reads the archive. */
export async function exportAll(page: Page): Promise<Record<string, Uint8Array>> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Export .* as ZIP$/ }).click();
  return unzipSync(readFileSync(await (await download).path()));
}

/** Reads the description that lies beside the sound of an exported take. */
export function toDescription(files: Record<string, Uint8Array>, name: string): TakeDescription {
  return JSON.parse(strFromU8(files[`${name}.json`]!)) as TakeDescription;
}
