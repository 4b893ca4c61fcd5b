import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

/** As in a browser without the dialog: files go to the downloads. */
export async function removeSaveDialog(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(globalThis, { showSaveFilePicker: undefined });
  });
}

export interface SaveChoice {
  readonly kind: string;
  readonly bitRate?: string;
  readonly name?: string;
}

/** Saves by the dialog, and gives the file that was downloaded. */
export async function saveTake(
  page: Page,
  { kind, bitRate, name }: SaveChoice,
): Promise<{ name: string; body: Buffer }> {
  await page.getByRole('button', { name: 'Save…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save and share' });
  await dialog.getByLabel('Kind of file').selectOption(kind);
  if (bitRate !== undefined) await dialog.getByLabel('Bit rate').selectOption(bitRate);
  if (name !== undefined) await dialog.getByLabel('File name').fill(name);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), body: await readFile(await file.path()) };
}
