/**
 * Where an entry runs: in any program that has the standard `Request` and `Response`, in a page, in a service worker, or
 * in Node at build time.
 */
export type Environment = 'any' | 'page' | 'service-worker' | 'build';

/** One module that other projects import. */
export interface Entry {
  /** The name in `exports` without its dot: `sotto/page` is `page`, and `sotto` itself is `index`. */
  readonly name: string;
  /** The source, relative to the root of the project. */
  readonly source: string;
  readonly environment: Environment;
}

/** The entries of the package. Each also has a line in `exports` of package.json. */
export const entries: readonly Entry[] = [
  { name: 'index', source: 'src/node.ts', environment: 'any' },
  { name: 'page', source: 'src/page.ts', environment: 'page' },
];
