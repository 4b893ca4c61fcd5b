import { cpus, totalmem } from 'node:os';
import { afterWarmUp, type SoakRun } from './run-soak.ts';

const MEBIBYTE = 2 ** 20;

/** Writes the report of a run in Markdown. */
export function toReport(run: SoakRun, seed: number, date: string): string {
  const { browser, holdings, counts, failures } = run;
  const warm = afterWarmUp(run);
  const [first, last] = [warm[0], warm.at(-1)];
  const minutes = Math.round((holdings.at(-1)?.seconds ?? 0) / 60);
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const memory = Object.keys(first?.memory ?? {}).map((kind) => {
    const [before, after] = [first?.memory[kind] ?? 0, last?.memory[kind] ?? 0];
    const most = Math.max(...warm.map((each) => each.memory[kind] ?? 0));
    return [kind, toMebibytes(before), toMebibytes(after), toMebibytes(most), (after / before).toFixed(2)];
  });
  const handles = Object.keys(first?.handles ?? {}).map((thread) => [
    thread,
    first?.handles[thread] ?? 0,
    last?.handles[thread] ?? 0,
  ]);
  return `# Soak

Made by \`npm run test:soak -- --minutes ${minutes} --seed ${seed}\` on ${date}: ${browser}, ${machine}, with the tone model.

In ${holdings.length} rounds: ${[...counts].map(([name, count]) => `${name} (${count})`).join(', ')}. After each round, when nothing was going
on, memory and handles were measured. The first third of the time is the warm-up.

${failures.length === 0 ? 'Nothing failed.' : `${failures.length} activities failed:\n${failures.map((failure) => `\n- ${failure}`).join('')}`}

## Memory

Resident mebibytes of all processes of a kind, tabs of the app and the page that asks together.

${toTable(['process', 'after the warm-up', 'at the end', 'most', 'ratio'], memory)}

## Handles

What the scopes of each thread of the host tab own: listeners, timers, workers, ports and locks.

${toTable(['thread', 'after the warm-up', 'at the end'], handles)}
`;
}

function toMebibytes(bytes: number): number {
  return Math.round(bytes / MEBIBYTE);
}

function toTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
