import { toFileFormat } from '../../contract/text-file.ts';
import { toOffer } from '../../page/kept-share.ts';
import type { SharedText } from '../../page/share-link.ts';

/** Whether a request is what the system sends when something is shared with the installed app (its web manifest). */
export function isShare(request: Request, baseUrl: string): boolean {
  return request.method === 'POST' && request.url === `${baseUrl}share`;
}

/**
 * Answers with the way to the app's page, which then offers the text as it offers that of a share link. The network gets
 * to see nothing of it.
 */
export async function receiveShare(request: Request, baseUrl: string): Promise<Response> {
  const shared = await readShared(request).catch(() => null);
  const isEmpty = shared === null || shared.text === '';
  return Response.redirect(isEmpty ? baseUrl : await toOffer(baseUrl, shared), 303);
}

/** Files say it all; else whatever the sharing app filled in, each part once. */
async function readShared(request: Request): Promise<SharedText> {
  const form = await request.formData();
  const files = form.getAll('file').filter((part): part is File => part instanceof File);
  return files.length > 0 ? readFiles(files) : { text: joinParts(form) };
}

/** Files that are written in one way are read in that. */
async function readFiles(files: readonly File[]): Promise<SharedText> {
  const text = (await Promise.all(files.map((file) => file.text()))).join('\n\n').trim();
  const [inputFormat = 'auto', ...others] = new Set(files.map(toFileFormat));
  return inputFormat === 'auto' || others.length > 0 ? { text } : { text, reading: { inputFormat } };
}

function joinParts(form: FormData): string {
  const parts = ['title', 'text', 'url']
    .map((name) => form.get(name))
    .filter((part) => typeof part === 'string');
  return [...new Set(parts.map((part) => part.trim()))].filter((part) => part !== '').join('\n\n');
}
