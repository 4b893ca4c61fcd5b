import { fromBase64, toBase64 } from '../std/base64.ts';
import type { Settings } from '../contract/settings.ts';
import { parseVoice } from '../contract/parse-voice.ts';
import { parseSettings } from './settings.ts';
import { DEFAULT_VOICE_ID, toVoiceName } from '../contract/voices.ts';

/** A text, and the settings that matter for how it sounds where its sender had any. */
export interface SharedText {
  readonly text: string;
  /** A voice id or a mix. */
  readonly voice?: string;
  /** 0.25 to 4. */
  readonly speed?: number;
  /** How the text is read, where that is not as usual. */
  readonly reading?: SharedReading;
}

/** What of the settings changes how a text is read. */
export type SharedReading = Partial<
  Pick<Settings, 'calmness' | 'castMode' | 'castVoices' | 'hasTags' | 'inputFormat'>
>;

/** Begins the fragment; the letter behind it says how the rest is packed. */
const PREFIX = '#sotto1-';

/** The longest text of a link, in UTF-16 units: more would be a file. */
const MAX_LINKED_LENGTH = 200_000;

/** What the longest text takes as JSON and UTF-8, whatever its letters. */
const MAX_BYTES = 2_000_000;

/**
 * Writes the address of a page that offers a text. All of it is in the fragment, which browsers send to nobody. Null for
 * more than a link holds, which no page would read.
 */
export async function toShareLink(
  pageUrl: string,
  { text, voice, speed, reading }: SharedText,
): Promise<string | null> {
  const plain = new TextEncoder().encode(JSON.stringify({ t: text, v: voice, s: speed, r: reading }));
  if (text.length > MAX_LINKED_LENGTH || plain.length > MAX_BYTES) return null;
  const packed = await pipe(plain, new CompressionStream('deflate-raw'), MAX_BYTES);
  const isWorthIt = packed !== null && packed.length < plain.length;
  const page = pageUrl.replace(/#.*$/, '');
  return `${page}${PREFIX}${isWorthIt ? 'z' : 'r'}${toBase64Url(isWorthIt ? packed : plain)}`;
}

/** Reads what such an address offers; `damaged` where that cannot be read any more, null for any other address. */
export async function parseShareLink(url: string): Promise<SharedText | 'damaged' | null> {
  const start = url.indexOf(PREFIX);
  if (start < 0) return null;
  const packing = url.charAt(start + PREFIX.length);
  const bytes = fromBase64Url(url.slice(start + PREFIX.length + 1));
  if (bytes === null || (packing !== 'z' && packing !== 'r')) return 'damaged';
  try {
    const plain =
      packing === 'z' ? await pipe(bytes, new DecompressionStream('deflate-raw'), MAX_BYTES) : bytes;
    if (plain === null || plain.length > MAX_BYTES) return 'damaged';
    const shared = toSharedText(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain)));
    return shared === null || shared.text.length > MAX_LINKED_LENGTH ? 'damaged' : shared;
  } catch {
    return 'damaged';
  }
}

/** Converts what a link or the store holds, in which the fields have letters for names; null for what is none. */
export function toSharedText(value: unknown): SharedText | null {
  if (typeof value !== 'object' || value === null) return null;
  const { t: text, v: voice, s: speed, r } = value as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string' || text.trim() === '') return null;
  const isSpeed = typeof speed === 'number' && speed >= 0.25 && speed <= 4;
  return {
    text,
    ...(voice === undefined ? {} : { voice: toKnownVoice(voice) }),
    ...(speed === undefined ? {} : { speed: isSpeed ? speed : 1 }),
    ...(r === undefined ? {} : { reading: toSharedReading(r) }),
  };
}

/** Takes only what of the settings a link may change. */
function toSharedReading(value: unknown): SharedReading {
  const fields = typeof value === 'object' && value !== null ? value : {};
  const known = parseSettings(fields);
  const names = ['inputFormat', 'hasTags', 'calmness', 'castMode', 'castVoices'] as const;
  return Object.fromEntries(names.flatMap((name) => (name in known ? [[name, known[name]]] : [])));
}

function toKnownVoice(value: unknown): string {
  try {
    return toVoiceName(parseVoice(value));
  } catch {
    return DEFAULT_VOICE_ID;
  }
}

/** Sends bytes through a transform; null where more than `maxBytes` come out. */
async function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  transform: ReadableWritablePair<Uint8Array<ArrayBuffer>, BufferSource>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let byteCount = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    byteCount += value.length;
    if (byteCount > maxBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+$/.test(text)) return null;
  try {
    return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return null;
  }
}
