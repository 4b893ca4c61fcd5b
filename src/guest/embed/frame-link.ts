import { createDeferred } from '../../std/deferred.ts';
import { onAbort } from '../../std/abort.ts';
import type { Scope } from '../../std/scope.ts';
import { address } from '../../wire/service-worker.protocol.ts';
import {
  EMBED_VERSION,
  type EmbedAnswer,
  type EmbedCall,
  type EmbedHello,
} from '../../wire/embed.protocol.ts';
import { isMessage } from '../../wire/protocol-version.ts';

/** The frame may have to wait for its owner's list, over a slow network. */
const ANSWER_WITHIN_MS = 30_000;

/** The connection to the frame of another origin. */
export interface FrameLink {
  /** Resolves when the frame took this page in; rejects where it refused, or never answered. */
  readonly ready: Promise<void>;
  /** Hands a call to the frame. */
  post(call: EmbedCall): Promise<void>;
}

/** Puts a frame with this address into the page, until `scope` ends, and greets it each time that it was loaded. */
export function openFrameLink(scope: Scope, url: URL): FrameLink {
  const frame = createFrame(url);
  let port = createDeferred<MessagePort>();
  port.promise.catch(() => undefined);
  let visit = scope.child();
  let isSettled = false;
  scope.listen(frame, 'load', () => {
    // A frame that was loaded again has forgotten this page; who waits for its first answer waits for the next one.
    visit.dispose();
    visit = scope.child();
    if (isSettled) port = createDeferred<MessagePort>();
    isSettled = false;
    port.promise.catch(() => undefined);
    const settled = greet(visit, frame, url).then(port.resolve, port.reject);
    void settled.then(() => (isSettled = true));
  });
  onAbort(scope.signal, () => {
    port.reject(new Error('The connection to the frame was ended.'));
    frame.remove();
  });
  // A script in the head may run before there is a body.
  ((document.body as HTMLElement | null) ?? document.documentElement).append(frame);
  return {
    ready: port.promise.then(() => undefined),
    post: async (call) => {
      const transfer = 'body' in call && call.body !== null ? [call.port, call.body] : [call.port];
      (await port.promise).postMessage(call, transfer);
    },
  };
}

function createFrame({ href }: URL): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.src = href;
  frame.title = 'Sotto';
  frame.hidden = true;
  // Threads, where this page has them itself.
  frame.allow = 'cross-origin-isolated';
  return frame;
}

/** Resolves to the port over which the frame takes calls. Only the named origin gets to see the greeting. */
async function greet(scope: Scope, { contentWindow }: HTMLIFrameElement, url: URL): Promise<MessagePort> {
  const { port1, port2 } = new MessageChannel();
  const answer = createDeferred<EmbedAnswer>();
  const waiting = scope.child();
  waiting.listen(port1, 'message', ({ data }: MessageEvent<unknown>) => {
    if (isMessage(data)) answer.resolve(data as EmbedAnswer);
  });
  waiting.timeout(() => answer.reject(new Error(`No Sotto answers at ${url.href}.`)), ANSWER_WITHIN_MS);
  port1.start();
  const hello: EmbedHello = address({ type: 'embed', version: EMBED_VERSION });
  contentWindow?.postMessage(hello, url.origin, [port2]);
  try {
    const refusal = toRefusal(await answer.promise, url);
    if (refusal !== undefined) throw refusal;
    scope.add(() => port1.close());
    return port1;
  } finally {
    waiting.dispose();
  }
}

function toRefusal(answer: EmbedAnswer, { origin }: URL): Error | undefined {
  if (answer.type === 'welcome') return undefined;
  if (answer.reason === 'origin') {
    return new Error(
      `${origin} does not lend its voice to ${location.origin}. Its owner can allow that in embed-origins.json.`,
    );
  }
  const own = `This page speaks version ${EMBED_VERSION} of Sotto's bridge`;
  return new Error(
    `${own}, and ${origin} speaks version ${answer.version}. Update the older one of the two.`,
  );
}
