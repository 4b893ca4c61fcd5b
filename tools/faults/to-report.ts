import { toTable } from '../to-table.ts';
import { toShares, type LoggedResult } from './fault-log.ts';
import { isFailure } from './run-faults.ts';

const HEAD = [
  'fault',
  'injected',
  'answer went on',
  'broke with an error',
  'lost',
  'repeated',
  'wrong',
] as const;

/** Writes the report of one or several runs in Markdown. */
export function toReport(results: readonly LoggedResult[]): string {
  const kinds = [...new Set(results.flatMap((result) => result.kinds))];
  const rows = kinds.map((kind) => toRow(kind, results, (name) => name === kind));
  const failures = results.filter(isFailure);
  const plays = results.filter(({ during }) => during === 'play').length;
  return `# Faults

Made by \`npm run test:faults\` on ${listOf(results, ({ date }) => date)}: ${listOf(results, ({ browser }) => browser)}, ${listOf(results, ({ machine }) => machine)}.
The runs: ${toRuns(results)}.

${countFaults(results)} faults were injected, one after the other at several places of ${results.length} answers, which a page read from the API or
a tab played (${plays}). The model is the tone model, which sounds each phoneme as a tone of its own: what was heard is decoded and compared
with what the text says. All together: ${sum(results, 'tones')} tones, ${sum(results, 'lost')} lost, ${sum(results, 'repeated')} repeated, ${sum(results, 'wrong')} wrong.
${failures.length === 0 ? 'No answer became what none may.' : `${failures.length} answers became what none may.`}

${toTable(HEAD, [...rows, toRow('all', results, () => true)])}

A stopped service worker takes the answers with it that it was giving to a plain \`fetch\`: they break with an error and can be asked for
again; \`speech.fetch\` goes on. It comes last in its answer, and what was delivered until then is compared as well. All other faults must
only make a pause, and Play always goes on.
${failures.map((failure) => `\n- ${failure.kinds.join(' + ')}, during ${failure.during}: ${toReason(failure)} (\`${toShares(failure)} --first ${failure.first} --count 1\`)`).join('')}`
    .trimEnd()
    .concat('\n');
}

/** Names the numbers of each seed and its shares. */
function toRuns(results: readonly LoggedResult[]): string {
  return [...new Set(results.map(toShares))]
    .map((shares) => {
      const own = results.filter((result) => toShares(result) === shares);
      const first = Math.min(...own.map((result) => result.first));
      const last = Math.max(...own.map((result) => result.first + result.kinds.length - 1));
      return `\`${shares}\`, ${countFaults(own)} of the numbers ${first} to ${last}`;
    })
    .join('; ');
}

function toReason({ error, lost, repeated, wrong }: LoggedResult): string {
  return [error, `${lost} lost, ${repeated} repeated, ${wrong} wrong`]
    .filter((part) => part !== null)
    .join('; ');
}

/** What the answers lost that had faults of these kinds; an answer of several kinds counts in the row of each. */
function toRow(
  name: string,
  all: readonly LoggedResult[],
  isMeant: (kind: string) => boolean,
): readonly (string | number)[] {
  const results = all.filter(({ kinds }) => kinds.some(isMeant));
  const injected = results.flatMap(({ kinds }) => kinds.filter(isMeant)).length;
  // It went on after those before.
  const broken = results.filter(({ error, kinds }) => error !== null && isMeant(kinds.at(-1) ?? '')).length;
  const sums = (['lost', 'repeated', 'wrong'] as const).map((key) => sum(results, key));
  return [name, injected, injected - broken, broken, ...sums];
}

function countFaults(results: readonly LoggedResult[]): number {
  return results.reduce((total, { kinds }) => total + kinds.length, 0);
}

function sum(results: readonly LoggedResult[], key: 'tones' | 'lost' | 'repeated' | 'wrong'): number {
  return results.reduce((total, result) => total + result[key], 0);
}

function listOf(results: readonly LoggedResult[], read: (result: LoggedResult) => string): string {
  return [...new Set(results.map(read))].join(', ');
}
