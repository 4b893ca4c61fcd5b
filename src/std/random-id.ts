/**
 * Makes an id up that nobody else has: 32 hexadecimal digits. `crypto.randomUUID` is missing where a page comes over plain
 * http from another machine, which is how people try a site on their telephone.
 */
export function createRandomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
