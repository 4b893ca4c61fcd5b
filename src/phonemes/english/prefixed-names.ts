/** A name with a capital behind its prefix. */
export const prefixedName = /^(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz)\p{Lu}\p{Ll}+(?:['’]s)?$/u;

/**
 * Says a name that no list knows by eSpeak, which parts it at its capital: as one word, `McCain`, where the prefix has no
 * stress there; else as eSpeak has it in small letters, `Dicaprio`.
 */
export async function sayPrefixedName(name: string, ask: (word: string) => Promise<string>): Promise<string> {
  const said = await ask(name);
  const [prefix = '', rest = '', ...more] = said.split(' ');
  if (rest === '' || more.length > 0) return said;
  if (prefix.includes('ˈ')) return ask(name.charAt(0) + name.slice(1).toLowerCase());
  const seam = rest.replace('ˈ', '').charAt(0);
  return (prefix.endsWith(seam) ? prefix.slice(0, -1) : prefix) + rest;
}
