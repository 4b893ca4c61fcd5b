import type { WireError } from './wire-error.ts';

/** From the reading end to the producing end; each `pull` asks for one `item`. */
export type StreamToProducer =
  | { readonly type: 'pull' }
  | { readonly type: 'cancel' }
  | { readonly type: 'beat' };

/** From the producing end to the reading end. */
export type StreamToReader =
  | { readonly type: 'item'; readonly value: unknown }
  | { readonly type: 'end' }
  | { readonly type: 'error'; readonly error: WireError }
  | { readonly type: 'beat' };
