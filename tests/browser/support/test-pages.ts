import type { Interceptor } from './site.ts';

/** A page of somebody else on the same origin, with no content policy of its own. */
const blankPage = '<!doctype html><html lang="en"><title>Somebody else’s page</title><body></body></html>';

/** An audio worklet that sends on every sample it is given. */
const recorder = `registerProcessor('recorder', class extends AudioWorkletProcessor {
  process([[samples]]) {
    if (samples !== undefined) this.port.postMessage(samples.slice());
    return true;
  }
});`;

const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/test/blank.html': ['text/html', blankPage],
  '/test/recorder.js': ['text/javascript', recorder],
};

/** Serves what tests need beside the app, from the app's own origin. */
export const serveTestPages: Interceptor = (request, response) => {
  const file = files[request.url ?? ''];
  if (file === undefined) return false;
  const [type, body] = file;
  response.writeHead(200, {
    'Content-Type': type,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  response.end(body);
  return true;
};
