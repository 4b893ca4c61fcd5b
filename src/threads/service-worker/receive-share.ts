import { toShareLink } from '../../page/share-link.ts';

/** Whether a request is what the system sends when something is shared with the installed app (its web manifest). */
export function isShare(request: Request, baseUrl: string): boolean {
  return request.method === 'POST' && request.url === `${baseUrl}share`;
}

/**
 * Answers with the way to the app's page, which then offers the text as it offers that of a share link. The text is in
 * the fragment, so neither the network nor any cache gets to see it.
 */
export async function receiveShare(request: Request, baseUrl: string): Promise<Response> {
  const text = await readText(request).catch(() => '');
  return Response.redirect(text === '' ? baseUrl : await toShareLink(baseUrl, { text }), 303);
}

/** Files say it all; else whatever the sharing app filled in, each part once. */
async function readText(request: Request): Promise<string> {
  const form = await request.formData();
  const files = form.getAll('file').filter((part): part is File => part instanceof File);
  if (files.length > 0) return (await Promise.all(files.map((file) => file.text()))).join('\n\n').trim();
  const parts = ['title', 'text', 'url']
    .map((name) => form.get(name))
    .filter((part) => typeof part === 'string');
  return [...new Set(parts.map((part) => part.trim()))].filter((part) => part !== '').join('\n\n');
}
