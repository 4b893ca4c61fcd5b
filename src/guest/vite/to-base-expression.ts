/** The name that stands in Sotto's code for the address of the site. */
export const BASE_NAME = '__SOTTO_BASE_URL__';

/**
 * Returns code for the address of a site, as seen from one of its scripts: `base` itself, or, where that is relative, the
 * folder above the script. `fileName` is the script's path below that folder.
 */
export function toBaseExpression(base: string, fileName: string): string {
  if (base !== '' && base !== './') return JSON.stringify(base);
  const depth = fileName.split('/').length - 1;
  return `new URL(${JSON.stringify(depth === 0 ? './' : '../'.repeat(depth))}, import.meta.url).href`;
}
