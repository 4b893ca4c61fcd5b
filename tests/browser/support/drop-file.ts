import type { Page } from '@playwright/test';

/** A file as it lies on a disk. */
interface DroppedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Drops a file on the page's heading, far from any field. */
export async function dropFile(page: Page, { name, type, bytes }: DroppedFile): Promise<void> {
  await page.evaluate(
    ({ base64, fileName, fileType }) => {
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      // As from a disk: the same each time.
      dataTransfer.items.add(new File([content], fileName, { type: fileType, lastModified: 0 }));
      for (const event of ['dragover', 'drop']) {
        document
          .querySelector('h1')
          ?.dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    { base64: bytes.toString('base64'), fileName: name, fileType: type },
  );
}
