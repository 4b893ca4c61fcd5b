import { type Scan, wordAfter, wordsBefore } from '../scan/scan.ts';

const codeWords = new Set(['pin', 'code', 'zip', 'password', 'passcode', 'extension', 'ext', 'account', 'acct', 'serial', 'ssn', 'isbn', 'issn', 'otp', 'cvv', 'postcode', 'tracking', 'iban', 'bic', 'vin', 'imei', 'confirmation', 'reference', 'ref', 'order', 'código', 'clave', 'codice', 'senha', 'cpf', 'dni', 'd.n.i', 'nif', 'n.i.f', 'cif', 'cnpj', 'cep', 'cap', 'rg', 'nie', 'siret', 'siren', 'पिन', 'कोड']); // prettier-ignore
const callWords = new Set(['call', 'called', 'calling', 'cell', 'celular', 'appelez', 'appeler', 'appelle', 'chama', 'chamar', 'chiama', 'chiamare', 'chiamate', 'cellulare', 'dial', 'fax', 'fono', 'ligue', 'ligar', 'llama', 'llámame', 'llámenos', 'llamar', 'llame', 'tfno', 'tlf', 'liga', 'chiamami', 'mobile', 'móvil', 'phone', 'portable', 'ring', 'sms', 'telefona', 'telefonare', 'telefone', 'telefono', 'teléfono', 'telephone', 'téléphone', 'tel', 'tél', 'text', 'whatsapp', 'फोन', 'मोबाइल']); // prettier-ignore
/** Their numbers are codes where they are long and count nothing. */
const papers = new Set(['a/c', 'booking', 'case', 'claim', 'customer', 'invoice', 'member', 'membership', 'pmid', 'policy', 'ticket']); // prettier-ignore
const cards = new Set(['account', 'acct', 'amex', 'card', 'credit', 'debit', 'discover', 'mastercard', 'number', 'phone', 'visa']); // prettier-ignore
/** What ends with digits rather than in a year. */
const numberedCards = /^(?:amex|card|discover|mastercard|number)$/u;
/** How many words may stand between such a word and its number. */
const REACH = 4;

function toKey(word: string): string {
  return word.toLowerCase().replace(/(?:-1[03])?[.:#]*$/u, '');
}

function nearWords(scan: Scan, at: number): string[] {
  // The colon of `ISBN: 978…` parts nothing.
  const colon = /: ?$/u.exec(scan.text.slice(Math.max(0, at - 2), at))?.[0] ?? '';
  return wordsBefore(scan.text, at - colon.length)
    .slice(-REACH)
    .map(toKey);
}

/** `Visa ending in 4242`, but not `her visa ends in 2025` nor `the account ends with 300 dollars` */
function isCardEnd(
  { text, grammar }: Scan,
  before: readonly string[],
  { digits, end }: { readonly digits: string; readonly end: number },
): boolean {
  const link = /(?:^| )end(?:ing|s)( in| with)?$/u.exec(before.join(' '));
  if (link === null || !before.some((word) => cards.has(word))) return false;
  const next = wordAfter(text, end).toLowerCase();
  if (/^(?:day|week|month|year|hour|minute|second)s$/u.test(next)) return false;
  if (link[1] === ' with' && next !== '' && !grammar.functionWords.has(next)) return false;
  return !/^(?:19|20)\d\d$/u.test(digits) || before.some((word) => numberedCards.test(word));
}

/** Whether a number of some digits is said digit by digit because of a word before it: `PIN 1234`, `dial 911`. */
export function isCode(scan: Scan, at: number, digits: string): boolean {
  const before = nearWords(scan, at);
  // `a 911 call`
  const isEmergency =
    /^(?:911|999)$/u.test(digits) &&
    /^(?:calls?|callers?|dispatch|dispatchers?|operators?|center)$/u.test(wordAfter(scan.text, at + 3));
  if (isEmergency) return true;
  if (digits.length >= 4 && before.slice(-3).some((word) => codeWords.has(word))) return true;
  if (digits.length >= 3 && isCardEnd(scan, before, { digits, end: at + digits.length })) return true;
  const next = wordAfter(scan.text, at + digits.length).toLowerCase();
  const isCounting = next !== '' && !scan.grammar.functionWords.has(next);
  if (digits.length >= 3 && !isCounting && /(?:^| )digits(?: (?:are|is|were))?$/u.test(before.join(' ')))
    return true;
  if (digits.length === 3) return callWords.has(before.at(-1) ?? '');
  // A short code, but not `call 12345 people`.
  const named = before.filter((word) => !/^(?:no|number|nr|id|#)$/u.test(word)).at(-1) ?? '';
  if (digits.length >= 5 && !isCounting && papers.has(named) && !before.includes('in')) return true;
  if (digits.length === 5 || digits.length === 6)
    return !isCounting && before.slice(-3).some((word) => callWords.has(word));
  return digits.length >= 7 && before.some((word) => callWords.has(word));
}

/** Whether a word of a code or a telephone stands before a number. */
export function isBehindCodeWord(scan: Scan, at: number): boolean {
  return nearWords(scan, at).some((word) => codeWords.has(word) || callWords.has(word));
}
