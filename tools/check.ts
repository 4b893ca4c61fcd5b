import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/**
 * The static checks, in the order in which they are cheapest to fail. The linter checks the types of each file in its own
 * program; what a page or a worklet imports must also be right in theirs, so those two are compiled as a whole.
 */
export const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'Formatting', command: ['oxfmt', '--check', '.'] },
  { name: 'Types: page', command: ['tsgo', '-p', 'tsconfig.dom.json'] },
  { name: 'Types: worklet', command: ['tsgo', '-p', 'tsconfig.worklet.json'] },
  { name: 'Import cycles', command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'tools'] },
  { name: 'Types, sizes, style', command: ['oxlint'] },
];

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const failed = checks.filter(({ name, command }) => {
    console.log(`— ${name}`);
    return (
      spawnSync('npx', [...command], { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0
    );
  });
  process.exit(failed.length === 0 ? 0 : 1);
}
