import { SpeechError } from './errors.ts';
import {
  findVoice,
  listVoices,
  openAiVoices,
  type VoiceAlias,
  type VoiceAliases,
  type VoiceMix,
  type VoiceShare,
} from './voices.ts';

interface ParseVoiceOptions {
  /** Names the request brings along; they go before every other name. */
  readonly aliases?: VoiceAliases;
  /** Replaces the table of OpenAI's names. */
  readonly openAiVoices?: Readonly<Record<string, string>>;
}

/**
 * Parses a voice: a Kokoro id, one of OpenAI's names, an alias, `{ id }`, `af` for the mix that Kokoro began with, or a
 * mix of names: `a+b`, `a,b`, `a(2)+b(1)`, `a:60,b:40`, `0.6*a+0.4*b`, in any case and with any spaces. Throws
 * `invalid_value` for `voice`, with the list of the voices.
 */
export function parseVoice(value: unknown, options: ParseVoiceOptions = {}): VoiceMix {
  const mix = findMix(value, options);
  if (mix !== undefined) return mix;
  throw createVoiceError(toText(value) ?? value, options.openAiVoices ?? openAiVoices);
}

/** Finds what `parseVoice` parses; undefined where there is no such voice. */
export function findMix(value: unknown, options: ParseVoiceOptions = {}): VoiceMix | undefined {
  const text = toText(value);
  if (text === undefined) return undefined;
  const alias = findAlias(text, options.aliases);
  const names = options.openAiVoices ?? openAiVoices;
  return alias?.voice ?? parseMix(text.replace(/\s+/gu, '').toLowerCase(), names);
}

/** Finds the alias that a request's `voice` names, in any case. */
export function findAlias(value: unknown, aliases: VoiceAliases | undefined): VoiceAlias | undefined {
  const text = toText(value);
  return text === undefined ? undefined : aliases?.get(text.trim().toLowerCase());
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'id')) return undefined;
  const { id } = value as { readonly id: unknown };
  return typeof id === 'string' ? id : undefined;
}

function parseMix(text: string, names: Readonly<Record<string, string>>): VoiceMix | undefined {
  const weightById = new Map<string, number>();
  for (const item of (text === 'af' ? 'af_bella+af_sky' : text).split(/[+,]/)) {
    const { name, weight: digits } = parseShare(item);
    if (name === undefined) return undefined;
    const id = Object.hasOwn(names, name) ? names[name] : name;
    const weight = Number(digits);
    if (id === undefined || findVoice(id) === undefined) return undefined;
    if (!Number.isFinite(weight) || weight <= 0) return undefined;
    weightById.set(id, (weightById.get(id) ?? 0) + weight);
  }
  return toShares(weightById);
}

/** `a`, `a(2)`, `a:2` or `2*a`. */
function parseShare(item: string): { readonly name?: string | undefined; readonly weight: string } {
  const behind = /^([a-z][a-z0-9_]*)(?:\((\d+(?:\.\d*)?|\.\d+)\)|:(\d+(?:\.\d*)?|\.\d+))?$/.exec(item);
  if (behind !== null) return { name: behind[1], weight: behind[2] ?? behind[3] ?? '1' };
  const before = /^(\d+(?:\.\d*)?|\.\d+)\*([a-z][a-z0-9_]*)$/.exec(item);
  return { name: before?.[2], weight: before?.[1] ?? '1' };
}

function toShares(weightById: ReadonlyMap<string, number>): VoiceMix | undefined {
  // Scaled by the largest first: a sum of numbers near the top of the range would be infinite.
  const largest = Math.max(...weightById.values());
  const sum = [...weightById.values()].reduce((total, weight) => total + weight / largest, 0);
  const shares: VoiceShare[] = [];
  for (const [id, weight] of weightById) {
    const share = weight / largest / sum;
    if (!(share > 0)) return undefined;
    shares.push({ id, weight: share });
  }
  const [first, ...rest] = shares;
  return first === undefined ? undefined : [first, ...rest];
}

function createVoiceError(value: unknown, names: Readonly<Record<string, string>>): SpeechError {
  const supported = [...Object.keys(names), ...listVoices().map(({ id }) => id)].join(', ');
  return new SpeechError(
    'invalid_value',
    `Invalid value: ${quote(value)}. A mix is written 'af_bella+af_sky' or 'af_bella(2)+af_sky(1)'. ` +
      `Supported voices are: ${supported}.`,
    {
      param: 'voice',
    },
  );
}

/** Shortened, since the value may be as long as the request. */
function quote(value: unknown): string {
  const text = (typeof value === 'string' ? `'${value}'` : JSON.stringify(value ?? null)).toWellFormed();
  return text.length <= 80 ? text : `${text.slice(0, 79).replace(/[\ud800-\udbff]$/, '')}…`;
}

/**
 * Parses Kokoro-FastAPI's `voice_aliases`: names that stand for a voice or a mix, or for `{ voice, rate }`.
 * Throws `invalid_type` or `invalid_value` for `voice_aliases`.
 */
export function parseVoiceAliases(value: unknown): VoiceAliases {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SpeechError('invalid_type', "Invalid type for 'voice_aliases': expected an object.", {
      param: 'voice_aliases',
    });
  }
  return new Map(
    Object.entries(value).map(([name, entry]) => [name.trim().toLowerCase(), parseAlias(name, entry)]),
  );
}

function parseAlias(name: string, entry: unknown): VoiceAlias {
  const { voice, rate } = toFields(entry);
  if (typeof rate !== 'number' || !(rate >= 0.25 && rate <= 4)) {
    throw createAliasError(`Invalid rate for the voice alias '${name.slice(0, 64)}': expected 0.25 to 4.`);
  }
  try {
    return { voice: parseVoice(voice), rate };
  } catch (error) {
    if (!(error instanceof SpeechError)) throw error;
    throw createAliasError(`Invalid voice alias '${name.slice(0, 64)}'. ${error.message}`);
  }
}

function toFields(entry: unknown): { readonly voice: unknown; readonly rate: unknown } {
  if (typeof entry !== 'object' || entry === null) return { voice: entry, rate: 1 };
  const { voice, rate } = entry as { readonly voice?: unknown; readonly rate?: unknown };
  return { voice, rate: rate ?? 1 };
}

function createAliasError(message: string): SpeechError {
  return new SpeechError('invalid_value', message, { param: 'voice_aliases' });
}
