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
