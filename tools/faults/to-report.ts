import { cpus, totalmem } from 'node:os';
import type { FaultOptions } from './options.ts';
import { isFailure, type FaultResult, type FaultRun } from './run-faults.ts';

/** Writes the report of a run in Markdown. */
export function toReport(
  { browser, results }: FaultRun,
  { count, seed }: FaultOptions,
  date: string,
): string {
  const kinds = [...new Set(results.map(({ kind }) => kind))];
  const rows = kinds.map((kind) =>
    toRow(
      kind,
      results.filter((result) => result.kind === kind),
    ),
  );
  const head = [
    'fault',
    'injected',
    'went on',
    'broke with an error',
    'tones sent',
    'lost',
    'repeated',
    'wrong',
  ];
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const failures = results.filter(isFailure);
  return `# Faults

Made by \`npm run test:faults -- --count ${count} --seed ${seed}\` on ${date}: ${browser}, ${machine}.

${results.length} faults were injected, one at a time, while a page read an answer of the API or a tab played a text (${results.filter(({ during }) => during === 'play').length} times). The model
is the tone model, which sounds each phoneme as a tone of its own: what was heard is decoded and compared with what the text says. All
together: ${sum(results, 'tones')} tones, ${sum(results, 'lost')} lost, ${sum(results, 'repeated')} repeated, ${sum(results, 'wrong')} wrong.
${failures.length === 0 ? 'No fault did what none may.' : `${failures.length} faults did what none may.`}

${[head, head.map(() => '---'), ...rows, toRow('all', results)].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

A stopped service worker takes the answers with it that it was giving: they break with an error and can be asked for again. All
other faults must only make a pause, and Play always goes on.
${failures.map(({ kind, error }) => `\n- ${kind}: ${error ?? 'other sound'}`).join('')}`
    .trimEnd()
    .concat('\n');
}

function toRow(name: string, results: readonly FaultResult[]): readonly (string | number)[] {
  const broken = results.filter(({ error }) => error !== null).length;
  const sums = (['tones', 'lost', 'repeated', 'wrong'] as const).map((key) => sum(results, key));
  return [name, results.length, results.length - broken, broken, ...sums];
}

function sum(results: readonly FaultResult[], key: 'tones' | 'lost' | 'repeated' | 'wrong'): number {
  return results.reduce((total, result) => total + result[key], 0);
}
