/**
 * Where an entry runs: in any program that has the standard `Request` and `Response`, in a page, in a service worker, or
 * in Node when another project is built.
 */
export type Environment = 'any' | 'page' | 'service-worker' | 'build';

/** One module that other projects import. */
export interface Entry {
  /** The name in `exports` without its dot: `sotto/page` is `page`, and `sotto` itself is `index`. */
  readonly name: string;
  /** The source, relative to the root of the project. */
  readonly source: string;
  readonly environment: Environment;
  /** How large it may be with all that it imports at once, in bytes after gzip. */
  readonly limitBytes: number;
}

/** The entries of the package. Each also has a line in `exports` of package.json, apart from `cli`, its command. */
export const entries: readonly Entry[] = [
  { name: 'index', source: 'src/node.ts', environment: 'any', limitBytes: 396_000 },
  { name: 'page', source: 'src/page.ts', environment: 'page', limitBytes: 69_000 },
  {
    name: 'service-worker',
    source: 'src/guest/service-worker/index.ts',
    environment: 'service-worker',
    limitBytes: 18_000,
  },
  { name: 'react', source: 'src/guest/react/index.ts', environment: 'page', limitBytes: 70_500 },
  { name: 'element', source: 'src/guest/element/index.ts', environment: 'page', limitBytes: 72_500 },
  { name: 'ai-sdk', source: 'src/guest/ai-sdk/index.ts', environment: 'page', limitBytes: 44_000 },
  {
    name: 'speech-synthesis',
    source: 'src/guest/speech-synthesis/index.ts',
    environment: 'page',
    limitBytes: 73_000,
  },
  { name: 'embed', source: 'src/guest/embed/index.ts', environment: 'page', limitBytes: 48_500 },
  { name: 'vite', source: 'src/guest/vite/index.ts', environment: 'build', limitBytes: 3_000 },
  { name: 'cli', source: 'src/guest/init/main.ts', environment: 'build', limitBytes: 8_000 },
];

/** What the project that imports an entry brings along itself. */
export const peers = ['@ai-sdk/provider', 'react', 'react/jsx-runtime', 'vite'];
