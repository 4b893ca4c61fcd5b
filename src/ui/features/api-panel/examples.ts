import type { ExampleId } from '../../store/example-run.ts';
import type { Example } from './example-request.ts';
import fetchSource from './examples/fetch.ts?raw';
import fetchStreamSource from './examples/fetch-stream.ts?raw';
import sdkSource from './examples/sdk.ts?raw';
import sdkStreamSource from './examples/sdk-stream.ts?raw';

/** An example as it is shown; the source is that of the module that runs. */
export interface ExampleEntry {
  readonly title: string;
  readonly source: string;
  /** Loads the module on first use, so that the SDK is no part of the shell. */
  readonly load: () => Promise<{ readonly speak: Example }>;
}

export const examples: Readonly<Record<ExampleId, ExampleEntry>> = {
  sdk: {
    title: 'OpenAI SDK',
    source: toShown(sdkSource),
    load: () => import('./examples/sdk.ts'),
  },
  'sdk-stream': {
    title: 'SDK, streamed',
    source: toShown(sdkStreamSource),
    load: () => import('./examples/sdk-stream.ts'),
  },
  fetch: {
    title: 'fetch',
    source: toShown(fetchSource),
    load: () => import('./examples/fetch.ts'),
  },
  'fetch-stream': {
    title: 'fetch, streamed',
    source: toShown(fetchStreamSource),
    load: () => import('./examples/fetch-stream.ts'),
  },
};

/** Leaves out what only the type checker needs. */
function toShown(source: string): string {
  return source
    .replace(/^import type .*\n/gm, '')
    .replace(/: ExampleRequest|: AbortSignal|: Promise<Response>/g, '')
    .trim();
}
