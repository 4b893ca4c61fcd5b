import { connectSpeech, type EmbeddedSpeech } from '../../../src/guest/embed/index.ts';

let connected: Promise<EmbeddedSpeech> | undefined;

/** Connects once; every function here uses the same connection. Returns what went wrong, or an empty text. */
export async function connect(url: string): Promise<string> {
  connected ??= connectSpeech({ url });
  return connected.then(
    () => '',
    (error: unknown) => (error as Error).message,
  );
}

/** Asks by the connection's `fetch`, and reads the beginning of what comes. */
export async function ask(
  path: string,
  body?: object,
): Promise<{
  readonly status: number;
  readonly engine: string | null;
  readonly text: string;
  readonly byteCount: number;
}> {
  const { fetch } = await connected!;
  const init = body && { method: 'POST', headers: json, body: JSON.stringify(body) };
  const response = await fetch(path, init);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes.slice(0, 1_000));
  const { status, headers } = response;
  return { status, engine: headers.get('x-sotto-engine'), text, byteCount: bytes.length };
}

/** How many segments the engine had spoken at the first bytes of an answer, at its end, and after one that was aborted. */
export async function countRuns(input: string): Promise<{
  readonly atFirst: number;
  readonly atEnd: number;
  readonly afterAbort: number;
  readonly failure: string;
}> {
  const { fetch } = await connected!;
  const begin = async (signal: AbortSignal | null): Promise<ReadableStreamDefaultReader> => {
    const body = JSON.stringify({ input, response_format: 'pcm' });
    const response = await fetch('/v1/audio/speech', { method: 'POST', headers: json, body, signal });
    return response.body!.getReader();
  };
  const whole = await begin(null);
  await whole.read();
  const atFirst = await readRuns();
  while (!(await whole.read()).done);
  const atEnd = await readRuns();
  const controller = new AbortController();
  const aborted = await begin(controller.signal);
  await aborted.read();
  controller.abort();
  let failure = '';
  try {
    while (!(await aborted.read()).done);
  } catch (error) {
    failure = (error as Error).name;
  }
  return { atFirst, atEnd, afterAbort: await readRuns(), failure };
}

/** Streams and plays a text; the words that came, and how much of it was heard. */
export async function play(text: string): Promise<{ readonly words: string[]; readonly heard: number }> {
  const { stream } = await connected!;
  const speech = stream(text);
  const words: string[] = [];
  await speech.play({ onWord: (word) => words.push(word.text) });
  return { words, heard: await speech.interrupt() };
}

/** The statuses of calls over a frame that was loaded again: before one answered the greeting, and after. */
export async function askReloaded(url: string): Promise<readonly number[]> {
  // Nothing in the first document knows the greeting.
  const connecting = connectSpeech({ url: new URL('embed-origins.json', url) });
  const frame = document.querySelector<HTMLIFrameElement>('iframe:last-of-type')!;
  const load = (): Promise<unknown> => {
    frame.src = url;
    return nextLoad(frame);
  };
  await nextLoad(frame);
  await load();
  const speech = await connecting;
  const statuses = [(await speech.fetch('/v1/models')).status];
  await load();
  statuses.push((await speech.fetch('/v1/models')).status);
  speech.dispose();
  return statuses;
}

function nextLoad(frame: HTMLIFrameElement): Promise<unknown> {
  return new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
}

/** What a script of this page sends to a frame that it made itself. */
export interface Sent {
  readonly url: string;
  readonly hello: object;
  readonly calls?: readonly object[];
}

/** Greets a fresh frame as `sent` says, and then makes calls; what came back over the port, and of each call. */
export async function speakToFrame({ url, hello, calls = [] }: Sent): Promise<unknown[]> {
  const frame = document.createElement('iframe');
  frame.src = url;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.append(frame);
  await loaded;
  const noise = [
    null,
    'hello',
    7,
    { to: 'sotto' },
    { to: 'sotto', type: 'embed' },
    { type: 'embed', version: 1 },
  ];
  const silent = noise.map((message) => {
    const { port1, port2 } = new MessageChannel();
    frame.contentWindow!.postMessage(message, '*', [port2]);
    return port1;
  });
  frame.contentWindow!.postMessage(hello, '*');
  // Another frame of the same page is not the one that the frame is in.
  const neighbour = document.createElement('iframe');
  document.body.append(neighbour);
  (neighbour.contentWindow as unknown as { eval(code: string): void }).eval(
    `const { port1, port2 } = new MessageChannel();
     port1.onmessage = () => { document.title = 'answered'; };
     parent.frames[parent.frames.length - 2].postMessage(${JSON.stringify(hello)}, '*', [port2]);`,
  );
  const answered: unknown[] = [];
  for (const port of silent) port.onmessage = ({ data }) => answered.push(data);
  const { port1, port2 } = new MessageChannel();
  frame.contentWindow!.postMessage(hello, '*', [port2]);
  answered.push(await next(port1));
  for (const call of calls) {
    const channel = new MessageChannel();
    port1.postMessage({ ...call, port: channel.port2 }, [channel.port2]);
    channel.port1.postMessage({ type: 'pull' });
    answered.push(await next(channel.port1));
  }
  answered.push(neighbour.contentDocument!.title);
  frame.remove();
  neighbour.remove();
  return answered;
}

const json = { 'Content-Type': 'application/json' };

/** The next message that is not a sign of life. */
function next(port: MessagePort): Promise<unknown> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<{ readonly type?: string }>) => {
      if (data.type !== 'beat') resolve(data);
    };
  });
}

async function readRuns(): Promise<number> {
  const { fetch } = await connected!;
  return ((await (await fetch('/v1/engine')).json()) as { readonly runs: number }).runs;
}
