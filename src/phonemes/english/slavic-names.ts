const polish = /[łąęśźż]|wicz(?:['’]s)?$|(?:[uayo]sz|szk[aoi])(?:['’]s)?$|szcz|cz(?:yk|y[nń]sk)/iu;
const hungarian = /[áéíöőúüű]/iu;
const sounds: readonly (readonly [letters: RegExp, english: string])[] = [
  [/^Szcz/gu, 'Sh'],
  [/sz|ś/gu, 'sh'],
  [/Sz|Ś/gu, 'Sh'],
  [/cz/gu, 'ch'],
  [/Cz/gu, 'Ch'],
  [/(?<!k)w/giu, 'v'],
  [/y(?=[nń])/gu, 'i'],
  [/ń/gu, 'n'],
  [/ę/gu, 'en'],
  [/ą/gu, 'on'],
  [/ł/gu, 'l'],
  [/Ł/gu, 'L'],
];

/** Spells names of Poland and of the Balkans as English would spell their sound, for eSpeak: Tomasz, Vučic, Petrovic. */
export function spellSlavicName(word: string): string {
  if (!/^\p{Lu}\p{Ll}/u.test(word)) return word;
  if (polish.test(word) && !hungarian.test(word))
    return sounds.reduce((spelled, [letters, english]) => spelled.replace(letters, english), word);
  const { stem, end } = /^(?<stem>.*)ic(?<end>(?:['’]s)?)$/u.exec(word)?.groups ?? {};
  if (stem === undefined || end === undefined || !/[čšž]|[oe]v$/u.test(stem)) return word;
  const initial = stem.replace(/^J/u, 'Y').replace(/č/gu, 'ch').replace(/š/gu, 'sh').replace(/ž/gu, 'zh');
  return `${initial}itch${end}`;
}
