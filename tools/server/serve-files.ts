import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import sirv from 'sirv';

export type Middleware = (request: IncomingMessage, response: ServerResponse, next?: () => void) => void;

/**
 * Serves a folder with ranges and ETags, but no file whose name begins with a dot; calls `next` for what is not there. Files
 * that `isImmutable` names, by their path in the folder, are kept by the browser and never asked for again.
 */
export function serveFiles(
  folder: string,
  { isImmutable = () => false }: { readonly isImmutable?: (file: string) => boolean } = {},
): Middleware {
  const setHeaders = (response: ServerResponse, path: string): void => {
    // sirv knows no type for it, and what has no type is not compressed.
    if (path.endsWith('.data')) response.setHeader('Content-Type', 'application/octet-stream');
    if (isImmutable(path.slice(1)))
      response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  };
  // `dev` makes sirv look at the disk on every request: files may be added to the folder while it runs.
  const serve = sirv(folder, { dev: true, etag: true, setHeaders });
  return (request, response, next = () => undefined) => {
    if (isHidden(request.url ?? '/')) {
      next();
      return;
    }
    dropOddRange(request);
    // A file may be replaced after sirv looked at it; an error that nobody hears would end the process.
    response.once('pipe', (file: Readable) => file.once('error', () => response.destroy()));
    serve(request, response, next);
  };
}

/**
 * Makes a request for a range that sirv misreads one for the whole file, which HTTP allows: one that ends before it begins
 * would end the process.
 */
function dropOddRange({ headers }: IncomingMessage): void {
  const [, first = '', last = ''] = /^bytes=(\d{1,15})-(\d{1,15})?$/.exec(headers.range ?? '') ?? [];
  const isPlain = first !== '' && (last === '' || (Number(last) >= Number(first) && Number(last) > 0));
  if (!isPlain) delete headers.range;
}

/**
 * Whether a path leads to or through a file whose name begins with a dot; sirv hides those only where it does not look
 * at the disk.
 */
function isHidden(path: string): boolean {
  try {
    return /(^|[/\\])\./.test(decodeURIComponent(path.replace(/[?#].*/, '')));
  } catch {
    return true;
  }
}
