import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A header of HTTP. */
export type Header = readonly [name: string, value: string];

/** What gives pages threads: they are cross-origin isolated. Optional, and other origins' parts of a page must allow it. */
export const isolation: readonly Header[] = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
];

/** What Sotto needs in a content security policy, where a site has one; sources are added to those of the site. */
export const policy: readonly (readonly [directive: string, sources: string])[] = [
  ['script-src', "'self' 'wasm-unsafe-eval'"],
  ['worker-src', "'self'"],
  ['connect-src', "'self' blob: https://huggingface.co https://*.huggingface.co https://*.hf.co"],
  ['media-src', "'self' blob:"],
];

/** A host or a framework, what shows that a project uses it, and how it sends headers. */
interface Host {
  readonly name: string;
  /** Where the lines belong. */
  readonly file: string;
  /** Files and folders of projects that use it. */
  readonly signs: readonly RegExp[];
  readonly toLines: (headers: readonly Header[]) => string;
}

const toPlainFile = (headers: readonly Header[]): string =>
  ['/*', ...headers.map(([name, value]) => `  ${name}: ${value}`)].join('\n');

const toPairs = (headers: readonly Header[]): string =>
  headers.map(([name, value]) => `{ "key": "${name}", "value": "${value}" }`).join(', ');

const hosts: readonly Host[] = [
  { name: 'Netlify', file: '_headers', signs: [/^netlify\.toml$/, /^\.netlify$/], toLines: toPlainFile },
  {
    name: 'Cloudflare Pages',
    file: '_headers',
    signs: [/^wrangler\.(toml|jsonc?)$/, /^\.wrangler$/],
    toLines: toPlainFile,
  },
  {
    name: 'Vercel',
    file: 'vercel.json',
    signs: [/^vercel\.json$/, /^\.vercel$/],
    toLines: (headers) => `{ "headers": [{ "source": "/(.*)", "headers": [${toPairs(headers)}] }] }`,
  },
  {
    name: 'nginx',
    file: 'nginx.conf, in the block of the server',
    signs: [/^nginx(\.conf)?$/, /\.nginx$/],
    toLines: (headers) => headers.map(([name, value]) => `add_header ${name} "${value}" always;`).join('\n'),
  },
  {
    name: 'Apache',
    file: '.htaccess',
    signs: [/^\.htaccess$/, /^(httpd|apache2?)\.conf$/],
    toLines: (headers) => headers.map(([name, value]) => `Header always set ${name} "${value}"`).join('\n'),
  },
  {
    name: 'Next',
    file: 'next.config.js',
    signs: [/^next\.config\.[cm]?[jt]s$/],
    toLines: (headers) => `headers: async () => [{ source: '/:path*', headers: [${toPairs(headers)}] }],`,
  },
  {
    name: 'Vite',
    file: 'vite.config.js, for its own servers',
    signs: [/^vite\.config\.[cm]?[jt]s$/],
    toLines: (headers) => {
      const object = `{ ${headers.map(([name, value]) => `'${name}': '${value}'`).join(', ')} }`;
      return `server: { headers: ${object} },\npreview: { headers: ${object} },`;
    },
  },
];

/** Says which headers help, and which a content security policy must allow, in the form of the hosts that `project` shows. */
export function describeHosts(project: string): string {
  const names = readdirSync(project);
  const found = hosts.filter(({ signs }) => names.some((name) => signs.some((sign) => sign.test(name))));
  const parts = found.map(({ name, file, toLines }) => `${name}, ${file}:\n${indent(toLines(isolation))}`);
  if (isGithubPages(project, names)) {
    parts.push('GitHub Pages sends no headers of your own: speech is computed on one thread there.');
  }
  if (parts.length === 0) parts.push(indent(isolation.map((header) => header.join(': ')).join('\n')));
  return [
    'No header is needed. These give pages threads, and with them faster speech; what a page embeds from other origins must\nallow it then:',
    ...parts,
    `Where the site has a content security policy, add to its directives:\n${indent(policy.map((pair) => pair.join(' ')).join('\n'))}`,
  ].join('\n\n');
}

function isGithubPages(project: string, names: readonly string[]): boolean {
  if (names.includes('.nojekyll') || names.includes('CNAME')) return true;
  const workflows = join(project, '.github/workflows');
  return existsSync(workflows) && readdirSync(workflows).some((name) => /pages/i.test(name));
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
