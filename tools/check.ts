import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** The static checks, in the order in which they are cheapest to fail. */
export const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'Formatting', command: ['oxfmt', '--check', '.'] },
  { name: 'Types: workers', command: ['tsgo', '-p', 'tsconfig.worker.json'] },
  { name: 'Types: page', command: ['tsgo', '-p', 'tsconfig.dom.json'] },
  { name: 'Types: worklet', command: ['tsgo', '-p', 'tsconfig.worklet.json'] },
  { name: 'Types: tools and tests', command: ['tsgo', '-p', 'tsconfig.node.json'] },
  { name: 'Import cycles', command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'tools'] },
  { name: 'Layers, sizes, style', command: ['eslint', '--max-warnings', '0', '.'] },
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
