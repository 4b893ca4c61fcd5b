import type { Plugin } from 'vite';

/** The model hub and the hosts that it redirects file requests to. */
const hub = ['https://huggingface.co', 'https://*.huggingface.co', 'https://*.hf.co'];

/** Services that requests may be sent to where the user says so, named by who builds and serves the app; none otherwise. */
const upstreams = (process.env['SOTTO_UPSTREAM'] ?? '').split(/\s+/).filter((origin) => origin !== '');

/**
 * The policy of every page and worker. ONNX Runtime and the codecs compile WebAssembly; nothing else needs more than
 * `'self'`, and no origin but the model hub, and services that the build names, is ever contacted.
 */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  `connect-src 'self' blob: ${[...hub, ...upstreams].join(' ')}`,
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
].join('; ');

/** What the headers of a page say as well; a policy inside the page cannot. */
export const framePolicy = "frame-ancestors 'self'";

/**
 * The policy of the service worker, which passes on what other pages of the origin ask of any host: when it has just been
 * woken, it must read first whether it is to answer itself. What a page may ask for is decided by that page's own policy.
 */
export const serviceWorkerSecurityPolicy = contentSecurityPolicy.replace(
  /connect-src [^;]+/,
  'connect-src *',
);

/** Puts the policy into the built page, for hosts that send no headers. */
export function contentSecurityPolicyPlugin(): Plugin {
  return {
    name: 'sotto:content-security-policy',
    // The development server injects inline scripts for hot reload, so the policy is for the built page alone.
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}
