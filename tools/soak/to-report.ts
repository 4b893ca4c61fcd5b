import { nameMachine } from '../name-machine.ts';
import { toTable } from '../to-table.ts';
import { afterWarmUp, type SoakRun } from './run-soak.ts';
import type { Holdings } from './soak-browser.ts';

const MEBIBYTE = 2 ** 20;

const MEMORY_COLUMNS = ['after the warm-up', 'at the end', 'most', 'ratio'] as const;

/** Writes the report of a run in Markdown. */
export function toReport(run: SoakRun, seed: number, date: string): string {
  const { browser, holdings, counts, failures } = run;
  const warm = afterWarmUp(run);
  const [first, last] = [warm[0], warm.at(-1)];
  const minutes = Math.round((holdings.at(-1)?.seconds ?? 0) / 60);
  const kinds = Object.keys(first?.memory ?? {}).map((kind) =>
    toRow(kind, warm, ({ memory }) => memory[kind] ?? 0),
  );
  const throughout = Object.keys(first?.processes ?? {})
    .filter((name) => warm.every(({ processes }) => name in processes))
    .map((name) => toRow(name, warm, ({ processes }) => processes[name] ?? 0));
  const handles = Object.keys(first?.handles ?? {}).map((thread) => [
    thread,
    first?.handles[thread] ?? 0,
    last?.handles[thread] ?? 0,
  ]);
  return `# Soak

Made by \`npm run test:soak -- --minutes ${minutes} --seed ${seed}\` on ${date}: ${browser}, ${nameMachine()}, with the tone model.

In ${holdings.length} rounds: ${[...counts].map(([name, count]) => `${name} (${count})`).join(', ')}. After each round, when nothing was going
on, memory and handles were measured. The first third of the time is the warm-up.

${failures.length === 0 ? 'Nothing failed.' : `${failures.length} activities failed:\n${failures.map((failure) => `\n- ${failure}`).join('')}`}

## Memory

Resident mebibytes of each process that lived from the warm-up to the end, with its number:

${toTable(['process', ...MEMORY_COLUMNS], throughout)}

And of all processes of a kind together, those of closed tabs and those that the browser keeps ready included:

${toTable(['kind', ...MEMORY_COLUMNS], kinds)}

## Handles

What the scopes of each thread of the host tab own: listeners, timers, workers, ports and locks.

${toTable(['thread', 'after the warm-up', 'at the end'], handles)}
`;
}

function toRow(
  name: string,
  warm: readonly Holdings[],
  read: (holdings: Holdings) => number,
): readonly (string | number)[] {
  const bytes = warm.map(read);
  const before = bytes[0] ?? 0;
  const after = bytes.at(-1);
  const mebibytes = [before, after, Math.max(...bytes)].map((each) => Math.round(each / MEBIBYTE));
  return [name, ...mebibytes, (after / before).toFixed(2)];
}
