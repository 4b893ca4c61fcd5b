import { isForgottenTake } from '../../contract/takes.ts';
import { toVoiceName } from '../../contract/voices.ts';
import type { OpenedTake } from '../../page/server-services.ts';
import { SAMPLE_RATE } from '../../contract/audio.ts';
import { isAbortError } from '../../std/abort.ts';
import type { PageServices } from '../../page/page-services.ts';
import type { TakeInfo } from '../../contract/takes.ts';
import type { AppStore } from './app-store.ts';
import { toProblem, type Problem } from './problem.ts';
import { toKeptReading } from './reading.ts';
import { isModelGuessed, settleOrder } from './settle-order.ts';
import { UNHEARD, type Reading, type Take, type TakeOrder } from './take.ts';
import { toSpeechRequest } from './take-order.ts';
import { createRandomId } from '../../std/random-id.ts';

/** Speaks or plays one take at a time, and reports to the store. */
export class TakeRunner {
  readonly #store: AppStore;
  readonly #services: PageServices;
  #current: AbortController | null = null;

  constructor(store: AppStore, services: PageServices) {
    this.#store = store;
    this.#services = services;
  }

  /** Speaks an order, cancelling what was before. */
  speak(order: TakeOrder): void {
    const { speech } = this.#services;
    const isGuessed = isModelGuessed(order, this.#store.getState());
    this.#store.dispatch({ type: 'take-ordered', order });
    void this.#run(order, 0, async (sink, signal) => {
      const settled = await settleOrder(this.#store, order, {
        isGuess: isGuessed,
        askEngine: () => speech.configureEngine({}, signal),
      });
      if (settled !== order) this.#store.dispatch({ type: 'take-ordered', order: settled });
      await speech.speak({ take: order.id, request: toSpeechRequest(settled), sink }, signal);
      this.#store.dispatch({ type: 'take-completed', take: order.id });
    });
  }

  /** Plays what there is of a take and speaks what is missing; a take that is no longer kept is spoken again. */
  replay(take: Take, fromSeconds: number): void {
    const { speech } = this.#services;
    this.#store.dispatch({ type: 'take-replayed', fromSeconds });
    void this.#run(take, fromSeconds, async (sink, signal) => {
      try {
        await speech.resumeTake({ take: take.id, fromSeconds, sink }, signal);
        this.#store.dispatch({ type: 'take-completed', take: take.id });
      } catch (error) {
        if (signal.aborted || !isForgottenTake(error)) throw error;
        const { text, sheet, sheetStart, model, voice, speed, reading, standIn, isApart } = take;
        const id = createRandomId();
        this.speak({ id, text, sheet, sheetStart, model, voice, speed, reading, standIn, isApart });
      }
    });
  }

  /** Plays a kept take from its beginning, or speaks what is missing of it from where it was broken off. */
  open(info: TakeInfo, isResumed: boolean): void {
    const { speech, library } = this.#services;
    const { lexicon } = this.#store.getState();
    const order = toKeptOrder(info, lexicon);
    const fromSeconds = isResumed ? info.frameCount / SAMPLE_RATE : 0;
    this.#store.dispatch({ type: 'take-ordered', order });
    void this.#run(order, fromSeconds, async (sink, signal) => {
      const opened = await library.open(info.id, signal);
      this.#store.dispatch({
        type: 'take-opened',
        take: {
          ...UNHEARD,
          ...order,
          ...toOpenedTake(opened, fromSeconds),
          isApart: opened.text !== this.#store.getState().text,
        },
      });
      const call = { take: info.id, fromSeconds, sink };
      await (isResumed ? speech.resumeTake(call, signal) : speech.playTake(call, signal));
      if (isResumed) this.#store.dispatch({ type: 'take-completed', take: info.id });
    });
  }

  /** Ends the making of the present take, if there is one. */
  cancel(): void {
    this.#current?.abort();
    this.#current = null;
  }

  async #run(
    { id }: TakeOrder,
    fromSeconds: number,
    play: (sink: MessagePort, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    this.#current?.abort();
    const controller = new AbortController();
    this.#current = controller;
    const { signal } = controller;
    const { player } = this.#services;
    try {
      const sink = await this.#openSink(fromSeconds);
      // A stop that came meanwhile found nothing to silence yet; a newer take has replaced the sink already.
      if (signal.aborted) {
        sink.close();
        if (this.#isIdle()) player.stop();
        return;
      }
      await play(sink, signal);
    } catch (error) {
      if (signal.aborted || isAbortError(error)) return;
      player.stop();
      this.#store.dispatch({ type: 'take-failed', take: id, problem: toTakeProblem(error) });
    }
  }

  #isIdle(): boolean {
    return this.#current === null;
  }

  async #openSink(fromSeconds: number): Promise<MessagePort> {
    try {
      return await this.#services.player.play(fromSeconds);
    } catch (error) {
      throw new NoSoundError(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }
}

class NoSoundError extends Error {
  override readonly name = 'NoSoundError';
}

function toTakeProblem(error: unknown): Problem {
  return error instanceof NoSoundError ? { code: 'no_sound', detail: error.message } : toProblem(error);
}

/** Converts what the library knows of a take to the order that it once was; its text comes when it is opened. */
function toKeptOrder({ id, request }: TakeInfo, lexicon: Reading['lexicon']): TakeOrder {
  const { model, speed } = request;
  const voice = toVoiceName(request.voice);
  const reading = toKeptReading(request, lexicon);
  const unknown = { text: '', sheet: '', sheetStart: 0, isApart: true };
  return { id, ...unknown, model, voice, speed, reading, standIn: false };
}

/** What an opened take adds to its order, as it is at `positionSeconds`. */
function toOpenedTake(
  { info, text, segments }: OpenedTake,
  positionSeconds: number,
): Pick<Take, 'complete' | 'positionSeconds' | 'segments' | 'sheet' | 'text'> {
  return { text, sheet: text, segments, positionSeconds, complete: info.isComplete };
}
