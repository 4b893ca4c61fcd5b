import type { WireError } from './wire-error.ts';

/** A set of calls: an interface of methods with at most one argument. */
export type RpcCalls<Calls> = { [Name in keyof Calls]: (arg: never) => Promise<unknown> };

/** What a call takes; `undefined` where it takes nothing. */
export type RpcArgument<Calls, Name extends keyof Calls> = Calls[Name] extends () => Promise<unknown>
  ? undefined
  : Calls[Name] extends (arg: infer Argument) => Promise<unknown>
    ? Argument
    : never;

/** What a call gives. */
export type RpcResult<Calls, Name extends keyof Calls> = Calls[Name] extends (
  arg: never,
) => Promise<infer Result>
  ? Result
  : never;

/** From the calling end to the serving end. */
export type RpcToServer =
  /** Comes first. Without it, or with the server's own version, calls are answered; else each is refused. */
  | { readonly type: 'open'; readonly version: number }
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly arg: unknown }
  | { readonly type: 'abort'; readonly id: number }
  /** The calling thread holds this Web Lock while it lives; see life-lock.ts. */
  | { readonly type: 'life'; readonly lock: string }
  | { readonly type: 'beat' }
  | { readonly type: 'close' };

/** From the serving end to the calling end. */
export type RpcToClient =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
  | { readonly type: 'event'; readonly name: string; readonly value: unknown }
  /** The serving thread holds this Web Lock while it lives; see life-lock.ts. */
  | { readonly type: 'life'; readonly lock: string }
  | { readonly type: 'beat' }
  | { readonly type: 'close' };
