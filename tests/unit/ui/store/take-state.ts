import type { TakeInfo } from '../../../../src/contract/takes.ts';
import type { PlayerEvent } from '../../../../src/page/player.ts';
import type { TakeSegment } from '../../../../src/page/page-services.ts';
import { defaultSettings } from '../../../../src/page/settings.ts';
import type { AppEvent } from '../../../../src/ui/store/event.ts';
import { reduce } from '../../../../src/ui/store/reduce.ts';
import { createInitialState, type AppState, type InitialFacts } from '../../../../src/ui/store/state.ts';
import type { TakeOrder } from '../../../../src/ui/store/take.ts';
import { toSpeechRequest } from '../../../../src/ui/store/take-order.ts';
import { sourceWords } from '../../../../src/ui/words/create-words.ts';

const lexicon: TakeOrder['reading']['lexicon'] = [];

export const order: TakeOrder = {
  id: 'take-1',
  text: 'One two. Three four.',
  sheet: 'One two. Three four.',
  sheetStart: 0,
  model: 'espeak-ng',
  voice: 'af_heart',
  speed: 1,
  reading: { format: 'auto', hasTags: false, pauses: {}, cast: null, lexicon },
  standIn: true,
  isApart: false,
};

/** Creates a segment of two seconds. */
export function createSegment(index: number, patch: Partial<TakeSegment> = {}): TakeSegment {
  return {
    take: order.id,
    index,
    engine: 'espeak-ng',
    start: index * 9,
    end: index * 9 + 8,
    startSeconds: index * 2,
    durationSeconds: 2,
    words: [],
    runSeconds: null,
    peaks: new Float32Array(100).fill(0.5),
    ...patch,
  };
}

/** Creates what the library says of the order's take, of which the first segment is kept. */
export function createTakeInfo(patch: Partial<TakeInfo> = {}): TakeInfo {
  const { text, ...request } = toSpeechRequest(order);
  return {
    id: order.id,
    name: text,
    createdAt: 0,
    request,
    engine: 'espeak-ng',
    textLength: text.length,
    spokenTo: 8,
    starts: [0],
    frameCount: 48_000,
    byteCount: 96_000,
    isComplete: true,
    isPinned: false,
    ...patch,
  };
}

/** What a fresh page knows. */
export const facts: InitialFacts = {
  lexicon,
  words: sourceWords,
  settings: defaultSettings,
  draft: null,
  online: true,
  isolated: true,
  isSecure: true,
};

/** The state of a fresh page after some events. */
export function after(...events: AppEvent[]): AppState {
  return events.reduce(reduce, createInitialState(facts));
}

export const ordered: AppEvent = { type: 'take-ordered', order };

/** The player reports that the sound came so far. */
export function createPosition(positionSeconds: number): PlayerEvent {
  return { type: 'position', positionSeconds, queuedSeconds: 1, underruns: 0, isWaiting: false };
}

/** A report of the player that the sound came so far. */
export function heard(positionSeconds: number): AppEvent {
  return { type: 'player-reported', event: createPosition(positionSeconds) };
}

export const ended: AppEvent = {
  type: 'player-reported',
  event: { type: 'ended', durationSeconds: 4, underruns: 0 },
};
