import type { OpenedTake } from '../../page/library-service.ts';
import type { TakeInfo } from '../../contract/takes.ts';
import { toVoiceName } from '../../contract/voices.ts';
import type { Take, TakeOrder } from './take.ts';

/** Converts what the library knows of a take to the order that it once was; its text comes when it is opened. */
export function toKeptOrder({ id, request }: TakeInfo): TakeOrder {
  const { model, voice, speed } = request;
  return { id, text: '', model, voice: toVoiceName(voice), speed, standIn: false };
}

/** Converts an opened take to the one on the page, as it is at `positionSeconds`. */
export function toOpenedTake({ info, text, segments }: OpenedTake, positionSeconds: number): Take {
  return { ...toKeptOrder(info), text, segments, positionSeconds, complete: info.isComplete };
}
