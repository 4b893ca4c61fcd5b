/** More arguments at once overflow the stack in some browsers. */
const STEP = 8_192;

/** Converts bytes to standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let offset = 0; offset < bytes.length; offset += STEP) {
    text += String.fromCharCode(...bytes.subarray(offset, offset + STEP));
  }
  return btoa(text);
}

/** Converts standard base64 to bytes. Throws where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
