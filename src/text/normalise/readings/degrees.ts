import { type Scan, wordAfter, wordBefore, wordsBefore } from '../scan/scan.ts';

const ranked =
  /^(?:el|la|il|o|a|puesto|lugar|posición|posizione|posição|número|quedó|terminó|llegó|acabó|ficou|terminou|chegou|arrivò|arrivato)$/u;
const ofRank = /^(?:de|da|do|del|della|dello|dell|di|du|des)$/u;
/** `21ª, 100º`: one rank behind another. */
const rankBefore = /[ºª](?:, | [ey] )$/u;
const direction = /^(?:norte|sur|sul|este|leste|oeste|nord|sud|est|ovest|ouest|[nseow])$/u;

/** `Gira 30º a la izquierda`: many write degrees with the sign of an ordinal number; `quedó 21º` is a rank. */
export function isDegree({ grammar, text }: Scan, { at, end, integer }: Place): boolean {
  if (text.charAt(end) !== 'º' || Number(integer) <= 20 || Number(integer) > 360) return false;
  if (ranked.test(wordBefore(text, at)) || rankBefore.test(text.slice(Math.max(0, at - 5), at))) return false;
  if (/^º(?:, | [eyo] )\d[\d.]*[ºª]/u.test(text.slice(end, end + 12))) return false;
  const next = wordAfter(text, end + 1).toLowerCase();
  if (ofRank.test(next)) return false;
  return next === '' || direction.test(next) || grammar.functionWords.has(next);
}

/** Where a number stands, without its sign. */
export interface Place {
  readonly at: number;
  readonly end: number;
  readonly integer: string;
}

/** Weather and angles are given in degrees: `mín. 5°`, `fino a 12°`. */
const extreme = /^(?:m[aá]x|m[ií]n|mass)(?:im[aeo]s?)?$|^temp(?:eratur[ae]s?)?$/u;
const beforeDegrees =
  /^(?:ai?|da|di|tra|fra|dai|sui|circa|quasi|sopra|sotto|oltre|de|entre|hasta|unos|até|à)$/u;
/** `de 3° a 6° de primaria`: years of school and floors are ranks, whatever stands before them. */
const ranks =
  /^.(?: ?(?:a|al|y|e|ou?|-|–|\/) ?\d{1,2}°)? (?:de |da |do |del |della |di )?(?:primaria|secundaria|b[aá]sic[oa]|eso|bachillerato|grado|grados|curso|semestre|año|años|piso|pisos|medio|ano|anos|andar|andares|série|séries|fundamental|médio|ciclo|período|anno|anni|piano|piani|grado|livello|media|elementare|superiore|liceo)(?!\p{L})/iu;
/** `alumnos de 1°` */
const school =
  /(?<!\p{L})(?:alumn|estudiant|student|alunn|alun[oa]|clase|class|colegio|escol|escuel|scuol|liceo)/iu;
/** `-3°`, `12°/18°`, `10°-12°` */
const degreesAround = /[-−]$|°(?: ?[-/–] ?| (?:e|y|et) )$/u;

/** Whether the sign behind a number says degrees, where it might be that of a rank: `tra 5° e 10°`, but not `al 5° piano`. */
export function isMeasured(
  { text, grammar }: Pick<Scan, 'grammar' | 'text'>,
  { at, end, integer }: Place,
): boolean {
  const next = wordAfter(text, end + 1).toLowerCase();
  if (next !== '' && !grammar.functionWords.has(next)) return false;
  if (Number(integer) > 20) return true;
  if (ranks.test(text.slice(end, end + 40)) || school.test(wordsBefore(text, at).join(' '))) return false;
  const before = wordBefore(text, at);
  return (
    extreme.test(before) ||
    beforeDegrees.test(before) ||
    degreesAround.test(text.slice(Math.max(0, at - 5), at)) ||
    /^ ?[-/–] ?\d{1,3}°/u.test(text.slice(end + 1, end + 8))
  );
}
