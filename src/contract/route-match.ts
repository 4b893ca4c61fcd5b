/** Every resource that Sotto answers for. */
export type RouteName =
  | 'speech'
  | 'captions'
  | 'transcriptions'
  | 'translations'
  | 'models'
  | 'model'
  | 'audio-voices'
  | 'voices'
  | 'audio-models'
  | 'engine'
  | 'engine-load'
  | 'openapi'
  | 'phonemize'
  | 'dialogue'
  | 'captioned-speech'
  | 'generate-from-phonemes'
  | 'ssml'
  | 'download'
  | 'health';

/** The route that a URL belongs to, and with which methods it may be asked. */
export interface RouteMatch {
  readonly name: RouteName;
  /** What `Allow` names, without OPTIONS. */
  readonly methods: readonly string[];
  /** Further methods, of requests on the own origin whose address has a query: the fields are in it. */
  readonly queryMethods?: readonly string[];
  /** The model's id, decoded, or the file's name, where the path holds one. */
  readonly id?: string;
}

/** Which URLs belong to Sotto, so that every other request passes untouched. */
export interface RouteScope {
  /** The origin that the handler serves, e.g. `https://app.example`. */
  readonly origin: string;
  /** Where the app lies below its origin; `/sotto/v1/models` is then the same as `/v1/models`. */
  readonly basePath?: string;
  /** Foreign hosts to answer for, with the port where it is not the default one. */
  readonly foreignHosts?: readonly string[];
  /** Whether to answer for the model list of those hosts, too. */
  readonly foreignModels?: boolean;
  /** Whether the origin is another project's site, whose own routes may have common names such as `/health`. */
  readonly isGuest?: boolean;
}

const read = ['GET', 'HEAD'];
const versions = ['/v1', '/api/v1', '/openai/v1'];

const audioPaths: Readonly<Record<string, RouteMatch>> = {
  '/audio/speech': { name: 'speech', methods: ['POST'], queryMethods: read },
  '/audio/transcriptions': { name: 'transcriptions', methods: ['POST'] },
  '/audio/translations': { name: 'translations', methods: ['POST'] },
  '/audio/voices': { name: 'audio-voices', methods: read },
  '/audio/models': { name: 'audio-models', methods: read },
};

const versionedPaths: Readonly<Record<string, RouteMatch>> = {
  ...audioPaths,
  '/audio/captions': { name: 'captions', methods: read },
  '/voices': { name: 'voices', methods: read },
  '/models': { name: 'models', methods: read },
};

const ownPaths: Readonly<Record<string, RouteMatch>> = {
  '/health': { name: 'health', methods: read },
  '/v1/engine': { name: 'engine', methods: ['GET', 'HEAD', 'PATCH', 'DELETE'] },
  '/v1/engine/load': { name: 'engine-load', methods: ['POST'] },
  '/dev/phonemize': { name: 'phonemize', methods: ['POST'] },
  '/dev/dialogue': { name: 'dialogue', methods: ['POST'] },
  '/dev/captioned_speech': { name: 'captioned-speech', methods: ['POST'] },
  '/dev/generate_from_phonemes': { name: 'generate-from-phonemes', methods: ['POST'] },
  '/dev/ssml': { name: 'ssml', methods: [...read, 'POST'] },
  '/v1/openapi.json': { name: 'openapi', methods: read },
};

/** Files have names that no page of a site has. */
const downloadPath = /^(?:\/v1)?\/download\/(sotto-[0-9a-f]{32}\.[a-z0-9]{2,5})$/;

/**
 * What Sotto claims in other projects' sites: OpenAI's audio API below each version, the rest of it below `/v1`, and
 * files by the path that its answers name, which clients of Kokoro-FastAPI put behind `/v1`.
 */
const guestPaths = [
  /^(?:\/(?:api|openai))?\/v1\/audio\//,
  /^\/v1\/(?:download|engine|models|openapi\.json|voices)(?:\/|$)/,
  /^\/dev\/(?:captioned_speech|dialogue|generate_from_phonemes|phonemize|ssml)$/,
  downloadPath,
];

/** Finds the route of a path in any of its accepted spellings, or null; `basePath` may lead the path or be left out. */
export function matchRoute(pathname: string, basePath = '/'): RouteMatch | null {
  const path = normalise(pathname, basePath);
  const own = lookUp(ownPaths, path) ?? lookUp(audioPaths, path);
  if (own !== null) return own;
  const file = downloadPath.exec(path)?.[1];
  if (file !== undefined) return { name: 'download', methods: read, id: file };
  const rest = withoutVersion(path);
  if (rest === null) return null;
  if (!rest.startsWith('/models/')) return lookUp(versionedPaths, rest);
  return { name: 'model', methods: read, id: decode(rest.slice('/models/'.length)) };
}

/** Converts a route's methods to the value of `Allow`. */
export function toAllow(route: RouteMatch): string {
  return [...route.methods, 'OPTIONS'].join(', ');
}

/**
 * Whether a service worker answers this request itself. On the own origin that includes wrong methods and unknown paths
 * below `/v1/audio/` and the like, which get an error in the API's form; on foreign hosts only what is really served.
 */
export function isOwnRoute(url: URL | string, method: string, scope: RouteScope): boolean {
  const { origin, host, pathname } = new URL(url);
  const path = normalise(pathname, scope.basePath ?? '/');
  const route = matchRoute(path);
  if (origin === scope.origin && scope.isGuest === true && !isGuestPath(path)) return false;
  const isServed = route !== null && (method === 'OPTIONS' || route.methods.includes(method));
  if (origin === scope.origin) return isServed || isClaimed(path);
  if (!isServed || scope.foreignHosts?.includes(host) !== true) return false;
  if (route.name === 'models' || route.name === 'model') return scope.foreignModels === true;
  if (route.name === 'captions') return false;
  return lookUp(ownPaths, path) === null;
}

function isGuestPath(path: string): boolean {
  return guestPaths.some((pattern) => pattern.test(path));
}

function isClaimed(path: string): boolean {
  if (path.startsWith('/v1/engine/') || lookUp(ownPaths, path) !== null) return true;
  const rest = withoutVersion(path);
  if (rest === null) return false;
  return /^\/(audio|models)\//.test(rest) || lookUp(versionedPaths, rest) !== null;
}

function normalise(pathname: string, basePath: string): string {
  const path = pathname.replace(/\/{2,}/g, '/');
  const below = basePath !== '/' && path.startsWith(basePath) ? `/${path.slice(basePath.length)}` : path;
  return below.replace(/^\/\//, '/').replace(/(?<=.)\/$/, '');
}

function withoutVersion(path: string): string | null {
  const version = versions.find((prefix) => path.startsWith(`${prefix}/`));
  return version === undefined ? null : path.slice(version.length);
}

function lookUp(table: Readonly<Record<string, RouteMatch>>, path: string): RouteMatch | null {
  return Object.hasOwn(table, path) ? (table[path] ?? null) : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
