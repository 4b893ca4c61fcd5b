import { SpeechError } from '../../contract/errors.ts';
import { isOwnRoute } from '../../contract/route-match.ts';
import { ownFiles } from '../../page/own-files.ts';
import { startSpeech, type Speech } from '../../page/start-speech.ts';
import { Scope } from '../../std/scope.ts';
import { fetchAllowedOrigins } from './allowed-origins.ts';
import { greetEmbedder, type FrameServices } from './serve-embedder.ts';

/** The script of `embed.html`: lends the voice of this origin to the page that the frame is in. */
const scope = new Scope();
const { scopeUrl } = ownFiles.isGuest ? ownFiles.locate('../') : ownFiles.locate();
const { origin, pathname: basePath } = new URL(scopeUrl);
let speech: Speech | undefined;

const services: FrameServices = {
  origins: fetchAllowedOrigins(new URL('embed-origins.json', scopeUrl).href),
  baseUrl: scopeUrl,
  fetchPlayer: () => fetch(ownFiles.toWorkletUrl()),
  async answer(request) {
    // Pages of this origin that are not Sotto's are not the embedding page's to read.
    if (!isOwnRoute(request.url, request.method, { origin, basePath, isGuest: true })) {
      throw new SpeechError('unknown_url', 'The frame answers requests of the API only.');
    }
    speech ??= startSpeech({ baseUrl: scopeUrl });
    return speech.fetch(request);
  },
};

scope.listen(window, 'message', (event: MessageEvent<unknown>) => {
  if (window.parent !== window && event.source === window.parent) void greetEmbedder(scope, event, services);
});
