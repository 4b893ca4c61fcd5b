import type { Scope } from '../../std/scope.ts';
import {
  EMBED_VERSION,
  isEmbedCall,
  isHello,
  type EmbedAnswer,
  type EmbedCall,
} from '../../wire/embed.protocol.ts';
import { serveHttpOverPort } from '../../wire/http-port.ts';
import type { AllowedOrigins } from './allowed-origins.ts';

/** What the frame has to give. */
export interface FrameServices {
  readonly origins: Promise<AllowedOrigins>;
  /** Answers a request whose `url` is absolute. Called only for a page that is allowed. */
  readonly answer: (request: Request) => Promise<Response>;
  /** Where the paths of requests begin. */
  readonly baseUrl: string;
  /** Fetches the module of the player's worklet. */
  readonly fetchPlayer: () => Promise<Response>;
}

/** A greeting as it arrives. */
export type Greeting = Pick<MessageEvent<unknown>, 'data' | 'origin' | 'ports'>;

/** Answers the greeting of a page, and serves it over its port if its origin is allowed. Other messages are ignored. */
export async function greetEmbedder(
  scope: Scope,
  greeting: Greeting,
  services: FrameServices,
): Promise<void> {
  const { data, origin, ports } = greeting;
  const [port] = ports;
  if (!isHello(data) || port === undefined) return;
  const send = (answer: EmbedAnswer): void => port.postMessage(answer);
  const origins = await services.origins;
  if (!origins.allows(origin)) send({ type: 'refused', reason: 'origin' });
  else if (data.version !== EMBED_VERSION) {
    send({ type: 'refused', reason: 'version', version: EMBED_VERSION });
  } else {
    scope.listen(port, 'message', ({ data: call }: MessageEvent<unknown>) => {
      if (isEmbedCall(call)) serveCall(call, services);
    });
    port.start();
    send({ type: 'welcome' });
  }
}

function serveCall(call: EmbedCall, { answer, baseUrl, fetchPlayer }: FrameServices): void {
  const { port } = call;
  if (call.type === 'player') {
    const head = { method: 'GET', url: baseUrl, headers: [], clientId: '' };
    void serveHttpOverPort(port, { head, body: null, handle: fetchPlayer });
    return;
  }
  const { method, url, headers } = call.request;
  // A path that is no address of this origin fails in `answer`, as one of no route does.
  const href = URL.canParse(url, baseUrl) ? new URL(url, baseUrl).href : baseUrl;
  const head = { method, url: href, headers, clientId: '' };
  void serveHttpOverPort(port, { head, body: call.body, handle: answer });
}
