import type { ExampleRequest } from './example-request.ts';

/** The forms in which a request can be written down. */
export type CodeKind = 'sdk' | 'fetch' | 'sse' | 'curl';

/** Writes the code that makes a speech request: for a page, or with `curl` for a server that speaks the same API. */
export function toCode(kind: CodeKind, request: ExampleRequest): string {
  switch (kind) {
    case 'sdk':
      return toSdkCode(request);
    case 'fetch':
      return `${toFetchCall(request)}\nconst audio = await response.blob();\n`;
    case 'sse':
      return `${toFetchCall({ ...request, stream_format: 'sse' })}\n${readEvents}`;
    case 'curl':
      return toCurl(request);
  }
}

function toSdkCode(request: ExampleRequest): string {
  return `import OpenAI from 'openai';

const openai = new OpenAI({
  baseURL: \`\${location.origin}/v1\`,
  apiKey: 'not needed',
  dangerouslyAllowBrowser: true,
});
const response = await openai.audio.speech.create(${toLiteral(request, 0)});
const audio = await response.blob();
`;
}

function toFetchCall(request: ExampleRequest): string {
  return `const response = await fetch('/v1/audio/speech', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(${toLiteral(request, 2)}),
});`;
}

const readEvents = `const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
let rest = '';
for (;;) {
  const { done, value } = await reader.read();
  if (done) break;
  const events = (rest + value).split('\\n\\n');
  rest = events.pop();
  for (const event of events) {
    const { type, audio } = JSON.parse(event.replace(/^data: /, ''));
    if (type === 'speech.audio.delta') console.log(atob(audio).length, 'bytes of sound');
  }
}
`;

function toCurl(request: ExampleRequest): string {
  const format = typeof request['response_format'] === 'string' ? request['response_format'] : 'mp3';
  // Within single quotes a shell knows no escapes.
  const body = JSON.stringify(request, null, 2).replaceAll("'", String.raw`'\''`);
  return `curl "$OPENAI_BASE_URL/audio/speech" \\
  -H "Authorization: Bearer $OPENAI_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '${body}' \\
  --output speech.${format}
`;
}

function toLiteral(request: ExampleRequest, indent: number): string {
  return JSON.stringify(request, null, 2).replaceAll('\n', `\n${' '.repeat(indent)}`);
}
