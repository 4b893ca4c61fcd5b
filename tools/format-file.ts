import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const oxfmt = join(import.meta.dirname, '../node_modules/oxfmt/bin/oxfmt');

/** Formats a file that a tool wrote, in the project's style. Throws where the file cannot be parsed. */
export function formatFile(path: string): void {
  execFileSync(process.execPath, [oxfmt, path], { stdio: ['ignore', 'ignore', 'inherit'] });
}
