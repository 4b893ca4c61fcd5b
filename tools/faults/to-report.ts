import { toTable } from '../to-table.ts';
import type { LoggedFault } from './fault-log.ts';
import { isFailure } from './run-faults.ts';

const HEAD = [
  'fault',
  'injected',
  'went on',
  'broke with an error',
  'tones sent',
  'lost',
  'repeated',
  'wrong',
] as const;

/** Writes the report of one or several runs in Markdown. */
export function toReport(faults: readonly LoggedFault[]): string {
  const rows = group(faults, ({ kind }) => kind).map(([kind, results]) => toRow(kind, results));
  const failures = faults.filter(isFailure);
  const plays = faults.filter(({ during }) => during === 'play').length;
  return `# Faults

Made by \`npm run test:faults\` on ${listOf(faults, ({ date }) => date)}: ${listOf(faults, ({ browser }) => browser)}, ${listOf(faults, ({ machine }) => machine)}.
The runs: ${toRuns(faults)}.

${faults.length} faults were injected, one at a time, while a page read an answer of the API or a tab played a text (${plays} times). The model
is the tone model, which sounds each phoneme as a tone of its own: what was heard is decoded and compared with what the text says. All
together: ${sum(faults, 'tones')} tones, ${sum(faults, 'lost')} lost, ${sum(faults, 'repeated')} repeated, ${sum(faults, 'wrong')} wrong.
${failures.length === 0 ? 'No fault did what none may.' : `${failures.length} faults did what none may.`}

${toTable(HEAD, [...rows, toRow('all', faults)])}

A stopped service worker takes the answers with it that it was giving to a plain \`fetch\`: they break with an error and can be asked for
again; \`speech.fetch\` goes on. All other faults must only make a pause, and Play always goes on.
${failures.map((fault) => `\n- ${fault.kind}, during ${fault.during}: ${toReason(fault)} (\`--seed ${fault.seed} --first ${fault.index} --count 1\`)`).join('')}`
    .trimEnd()
    .concat('\n');
}

/** Names the numbers of each seed. */
function toRuns(faults: readonly LoggedFault[]): string {
  return group(faults, ({ seed }) => String(seed))
    .map(([seed, results]) => {
      const numbers = results.map(({ index }) => index);
      return `seed ${seed}, ${results.length} of the numbers ${Math.min(...numbers)} to ${Math.max(...numbers)}`;
    })
    .join('; ');
}

function toReason({ error, lost, repeated, wrong }: LoggedFault): string {
  return error ?? `${lost} lost, ${repeated} repeated, ${wrong} wrong`;
}

function toRow(name: string, results: readonly LoggedFault[]): readonly (string | number)[] {
  const broken = results.filter(({ error }) => error !== null).length;
  const sums = (['tones', 'lost', 'repeated', 'wrong'] as const).map((key) => sum(results, key));
  return [name, results.length, results.length - broken, broken, ...sums];
}

function sum(results: readonly LoggedFault[], key: 'tones' | 'lost' | 'repeated' | 'wrong'): number {
  return results.reduce((total, result) => total + result[key], 0);
}

function listOf(faults: readonly LoggedFault[], read: (fault: LoggedFault) => string): string {
  return group(faults, read)
    .map(([name]) => name)
    .join(', ');
}

/** Groups in the order in which each name comes first. */
function group(
  faults: readonly LoggedFault[],
  read: (fault: LoggedFault) => string,
): readonly (readonly [string, readonly LoggedFault[]])[] {
  const groups = new Map<string, LoggedFault[]>();
  for (const fault of faults) {
    const name = read(fault);
    groups.set(name, [...(groups.get(name) ?? []), fault]);
  }
  return [...groups];
}
