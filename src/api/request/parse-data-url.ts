/** Reads what a `data:` URL holds; null for what is none. A worker's own `fetch` may be kept from it by a policy. */
export function parseDataUrl(text: string): Blob | null {
  const comma = text.indexOf(',');
  if (!/^data:/i.test(text) || comma === -1) return null;
  const [type = '', ...parameters] = text.slice('data:'.length, comma).split(';');
  const isBase64 = parameters.at(-1)?.trim().toLowerCase() === 'base64';
  try {
    const bytes = isBase64 ? fromBase64(text.slice(comma + 1)) : fromPercents(text.slice(comma + 1));
    return new Blob([bytes], { type: type.trim() });
  } catch {
    return null;
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.includes('%') ? decodeURIComponent(text) : text);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Any byte may be written as two hexadecimal digits. */
function fromPercents(text: string): Uint8Array<ArrayBuffer> {
  const binary = text.replace(/%([\da-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
