/** A header of HTTP. */
export type Header = readonly [name: string, value: string];

/** What gives pages threads: they are cross-origin isolated. Optional, and other origins' parts of a page must allow it. */
export const isolation: readonly Header[] = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
];

/** What Sotto needs in a content security policy, where a site has one; sources are added to those of the site. */
export const policy: readonly (readonly [directive: string, sources: string])[] = [
  ['script-src', "'self' 'wasm-unsafe-eval'"],
  ['worker-src', "'self'"],
  ['connect-src', "'self' blob: https://huggingface.co https://*.huggingface.co https://*.hf.co"],
  ['media-src', "'self' blob:"],
];
