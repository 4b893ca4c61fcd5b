const SMALL = [
  ...[
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES = [
  [1_000_000, 'million'],
  [1_000, 'thousand'],
  [100, 'hundred'],
] as const;

/** Writes a whole number below a thousand million in English words without "and"; larger ones digit by digit. */
export function toNumberWords(digits: string): string {
  const value = Number(digits);
  if (digits.length > 9) return Array.from(digits, (digit) => SMALL[Number(digit)] ?? '').join(' ');
  return write(value);
}

function write(value: number): string {
  const scale = SCALES.find(([size]) => value >= size);
  if (scale !== undefined) {
    const [size, name] = scale;
    return join(`${write(Math.floor(value / size))} ${name}`, value % size);
  }
  return value < 20 ? (SMALL[value] ?? '') : join(TENS[Math.floor(value / 10)] ?? '', value % 10);
}

function join(head: string, rest: number): string {
  return rest === 0 ? head : `${head} ${write(rest)}`;
}
