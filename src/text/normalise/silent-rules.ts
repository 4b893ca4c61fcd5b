import lettersJson from '../folding/letters.json' with { type: 'json' };

/**
 * The rules by which something in a text is silent, each with a pattern of what it may leave out, as it is written.
 * Nothing else is silent; `docs/text.md` lists the same rules.
 */
export const silentRules = {
  emoji:
    /^(?:[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\ufe0f\u200d]|[\d#*]\ufe0f?\u20e3)+$/u,
  face: /^(?:[:;=]['-]?[)(DPO|\\*/]{1,5}|:'\(|<\/?3|\^_\^|-_-)$/iu,
  note: /^(?:(?:\[[\p{L}\d ,;–-]{1,80}\])+|【[^【】]*】|\ue200[^\ue201]*\ue201|[⁰¹²³⁴-⁹⁻,–]+|[*†‡§]{1,3})$/u,
  registration: /^[™®℠©]$/u,
  markup: /^(?:<[^<>]*>|[<>]|&#?[a-z\d]+;|={2,3}|~{1,3})$/iu,
  decoration: /^[\p{Po}\p{Pc}`^~|\u00a8\u00af\u00b4\u00b8]$/u,
  bracket: /^[\p{Ps}\p{Pe}\p{Pi}\p{Pf}]$/u,
  hyphen: /^\p{Pd}{1,20}$/u,
  slash: /^[/⁄∕]$/u,
  'comma of a date': /^,$/u,
  'ordinal mark': /^[ªº]$/u,
  mark: /^[ \p{M}\p{Sk}\u02b0-\u02ff]+$/u,
  invisible: /^[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\ufffc\ufffd]$/u,
  click: new RegExp(`^[${lettersJson['']}]$`, 'u'),
  script: /^(?:(?!\p{Script=Latin}|\p{Nd})[\p{L}\p{M}\p{N}](?:-\s*)?)+$/u,
  nameless: /^\p{S}$/u,
} as const satisfies Readonly<Record<string, RegExp>>;

/** A rule by which something is silent. */
export type SilentRule = keyof typeof silentRules;

/** Rules for what is silent wherever it stands when no reader knows it, the narrower before the wider. */
const general = [
  'invisible',
  'click',
  'mark',
  'bracket',
  'hyphen',
  'slash',
  'decoration',
  'script',
] as const satisfies SilentRule[];

/** Finds the rule by which a character that no reader knows is silent. */
export function findSilentRule(character: string): SilentRule {
  return general.find((rule) => silentRules[rule].test(character)) ?? 'nameless';
}
