import { type Numeral, sayNumeral } from '../scan/numeral.ts';
import { matchAt, type Reading, say, sayPer, type Scan } from '../scan/scan.ts';

const often =
  /\/(day|week|month|year|día|semana|mes|año|jour|semaine|mois|an|giorno|settimana|mese|anno|dia|mês|ano)(?!\p{L})/uy;

/** `8.078/1990`: the number of a law and its year. */
const ofYear = /\/((?:19|20)?\d\d)(?![\d/])/uy;

/** Reads a number with what stands behind a slash: `8/day`, `8.078/1990`. */
export function readSlashed(scan: Scan, at: number, numeral: Numeral): Reading | null {
  const match = matchAt(often, scan.text, numeral.end);
  const law = numeral.isGrouped ? matchAt(ofYear, scan.text, numeral.end) : null;
  if (match === null && law === null) return null;
  const count = sayNumeral(scan, numeral, { gender: 'm', isBeforeNoun: false });
  const { symbols, numbers } = scan.grammar;
  if (law !== null)
    return say(
      `${count} ${symbols['/'] ?? ''} ${numbers.year(law[1] ?? '')}`,
      at,
      numeral.end + law[0].length,
    );
  if (match === null) return null;
  return say(`${count} ${sayPer(scan, match[1] ?? '')}`, at, numeral.end + match[0].length);
}
