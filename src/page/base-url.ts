/** Finds where the app lies from the address of the script that asks: beside it, or one above its `assets/`. */
export function toBaseUrl(scriptUrl: string, options: { readonly isDevelopment: boolean }): string {
  // The development server gives modules their place in the source tree.
  if (options.isDevelopment) return new URL('/', scriptUrl).href;
  return new URL('.', scriptUrl).href.replace(/assets\/$/, '');
}
