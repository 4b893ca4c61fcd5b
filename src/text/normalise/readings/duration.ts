import { sayNumeral } from '../scan/numeral.ts';
import { matchAt, type Reading, say, sayPer, type Scan } from '../scan/scan.ts';

const lengths =
  /(\d{1,4}) ?(?:h|hrs?) ?(\d{1,2}) ?(?:m|mins?|')(?: ?(\d{1,2}) ?(?:s|secs?|"))?(?![\p{L}\p{N}])/uy;
const joined = /(\d{1,2})h(\d{2})(?![\p{L}\p{N}])/uy;
const short = /(\d{1,4}) ?(?:m|mins?|') ?(\d{1,2}) ?(?:s|secs?|")(?![\p{L}\p{N}])/uy;
const feetAndInches =
  /(?:(\d{1,3})'|([4-7])ft(?=\d)) ?(\d{1,2}(?:\.\d)?)(?:"|''|in(?!\p{L}))?(?![\p{L}\p{N}'])/uy;
const height = /(\d{1,2})m(\d{2})(?![\p{L}\p{N}])/uy;
/** `45:00 minutes`, `5:30 min/km` */
const minutes =
  /(\d{1,3}):([0-5]\d) ?(?:min|mins|minutes?|minutos|minuti|मिनट)(?:\/(km|mi))?(?![\p{L}\p{M}\p{N}/])/uy;
const form = { gender: 'm', isBeforeNoun: true } as const;

const everyHour = /(\d{1,2}) ?([hj])\/(\d{1,2})(?![\p{L}\p{N}/])/uy;

/** `24h/24`, `7j/7`: French says how many of how many. */
function readEvery({ text, grammar }: Scan, at: number): Reading | null {
  const match = grammar.language === 'fr' ? matchAt(everyHour, text, at) : null;
  if (match === null) return null;
  const [written, count = '', unit, all = ''] = match;
  const [first, last] = [count, all].map((digits) => grammar.numbers.cardinal(digits, form));
  return say(
    `${first ?? ''} ${unit === 'h' ? 'heures' : 'jours'} sur ${last ?? ''}`,
    at,
    at + written.length,
  );
}

/** Reads a length of time in parts: `1h 30m`, `5m 30s`. */
export function readDuration(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  if (!scan.options.unitNormalization || /[\d.,]/u.test(text.charAt(at - 1))) return null;
  const every = readEvery(scan, at);
  if (every !== null) return every;
  const clocked = /:/u.test(text.charAt(at - 1)) ? null : matchAt(minutes, text, at);
  if (clocked !== null) {
    const [written, count = '', seconds = '', unit = ''] = clocked;
    const length = grammar.dates.duration(0, Number(count), Number(seconds));
    const per = grammar.units[unit]?.one;
    return say(per === undefined ? length : `${length} ${sayPer(scan, per)}`, at, at + written.length);
  }
  const long = matchAt(lengths, text, at);
  if (long !== null) {
    const parts = [long[1], long[2], long[3]].map((part) => Number(part ?? '0'));
    return say(grammar.dates.duration(parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0), at, at + long[0].length);
  }
  const compact = grammar.language.startsWith('en') ? matchAt(joined, text, at) : null;
  if (compact !== null) {
    return say(grammar.dates.duration(Number(compact[1]), Number(compact[2]), 0), at, at + compact[0].length);
  }
  const match = matchAt(short, text, at);
  if (match === null || match[0].includes("'")) return null;
  return say(grammar.dates.duration(0, Number(match[1]), Number(match[2])), at, at + match[0].length);
}

/** Reads a length in two units: `5'10"`, `1m80`. */
export function readLength(scan: Scan, at: number): Reading | null {
  // The minutes of an angle are no feet.
  if (/° ?$/u.test(scan.text.slice(Math.max(0, at - 2), at))) return null;
  return readPrime(scan, at) ?? readHeight(scan, at) ?? readFeet(scan, at);
}

const prime =
  /([235])'(?=-?(?:end|UTR|cap|untranslated|splice|phosphate|OH)|-[ACGTUN]{2}| (?:ends?|UTRs?|cap|untranslated|splice|phosphate|to [35]')(?!\p{L}))/uy;

/** `the 5′ UTR`, `3′-end`: the two ends of a strand of DNA. */
function readPrime({ text, grammar }: Scan, at: number): Reading | null {
  const match = grammar.language.startsWith('en') ? matchAt(prime, text, at) : null;
  if (match === null) return null;
  return say(`${grammar.numbers.cardinal(text.charAt(at), form)} prime`, at, at + 2);
}

function readHeight({ text, grammar, options }: Scan, at: number): Reading | null {
  const match = options.unitNormalization ? matchAt(height, text, at) : null;
  const meter = grammar.units['m'];
  if (match === null || meter === undefined) return null;
  const [written, meters = '', rest = ''] = match;
  const link = /^(?:it|pt-br)$/u.test(grammar.language) ? `${grammar.numbers.and} ` : '';
  const count = `${grammar.numbers.cardinal(meters, form)} ${meters === '1' ? meter.one : meter.many}`;
  const below = grammar.numbers.cardinal(String(Number(rest)), { gender: 'm', isBeforeNoun: false });
  return say(`${count} ${link}${below}`, at, at + written.length);
}

function readFeet(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match = scan.options.unitNormalization ? matchAt(feetAndInches, text, at) : null;
  const [foot, inch] = [grammar.units["'"], grammar.units['"']];
  if (match === null || foot === undefined || inch === undefined) return null;
  const [written, marked, named, rest = ''] = match;
  // `1'80 m`, `1'5 millones`: Spain writes decimals so, too.
  if (grammar.language === 'es' && !/(?:["']|in)$/u.test(written) && !rest.includes('.')) return null;
  const count = marked ?? named ?? '';
  // A foot has twelve inches: `45' 30"` are minutes and seconds.
  const isTime = Number(rest) > 11 && Number(rest) < 60 && /["']$/u.test(written);
  if (isTime && !rest.includes('.'))
    return say(grammar.dates.duration(0, Number(count), Number(rest)), at, at + written.length);
  const [whole = '', decimals] = rest.split('.');
  const inches = sayNumeral(
    scan,
    { integer: whole, fraction: decimals ?? null, end: at, isGrouped: false },
    form,
  );
  // `five foot six`; other languages have the plural.
  const feet = grammar.language.startsWith('en') || count === '1' ? foot.one : foot.many;
  return say(
    `${grammar.numbers.cardinal(count, form)} ${feet} ${inches} ${rest === '1' ? inch.one : inch.many}`,
    at,
    at + written.length,
  );
}
