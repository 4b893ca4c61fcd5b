import { createAbortError } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import { DownloadEnded, DownloadRun } from './download-run.ts';
import type { DownloadOptions, DownloadOutcome } from './download-options.ts';
import type { PartFile } from './file-area.ts';

/**
 * Fetches what `part` lacks of a file, several ranges at a time, each byte once: a cut line is taken up where it
 * broke. Rejects when aborted and when a write fails; what came until then stays in `part`.
 */
export async function download(part: PartFile, options: DownloadOptions): Promise<DownloadOutcome> {
  const scope = new Scope();
  const stop = new AbortController();
  scope.listen(options.signal, 'abort', () => stop.abort(createAbortError()));
  try {
    options.signal.throwIfAborted();
    await new DownloadRun(part, options, stop).run();
    return { kind: 'whole' };
  } catch (error) {
    if (error instanceof DownloadEnded) return error.outcome;
    throw error;
  } finally {
    scope.dispose();
  }
}
