import type { VoiceMix } from '../../contract/request.ts';
import { SpeechError, toSpeechError } from '../../contract/errors.ts';
import type { DeviceTrust } from './trust/device-trust.ts';
import { findPlainFault } from './trust/segment-check.ts';
import type { LoadedModel } from './loading/load-model.ts';
import type { LoadParts, LoadPlan } from './loading/load-parts.ts';
import { runSession, type Run } from './session/run-session.ts';
import { SessionLostError, type KokoroSession, type SessionInput } from './session/session.ts';
import type { SessionSlot } from './loading/session-slot.ts';

/** Where sessions come from and go to. */
export interface SegmentMakerParts {
  readonly parts: Pick<LoadParts, 'seat'>;
  readonly slot: SessionSlot;
  readonly trust: DeviceTrust;
  /** The model that is loaded; loads one where there is none. */
  readonly ready: (signal: AbortSignal) => Promise<LoadedModel>;
  /** Drops a session that cannot be used any more, so that the next `ready` gives another. */
  readonly lose: (loaded: LoadedModel, failure: unknown) => Promise<void>;
  /** Loads and warms up a model beside what is loaded. */
  readonly start: (plan: LoadPlan, signal: AbortSignal) => Promise<LoadedModel>;
}

/** On the GPU, then on WASM, and once more on a fresh session. */
const ATTEMPTS = 3;

/**
 * Makes one segment, whatever happens to the sessions: one that is lost, fails or gives what cannot be right is
 * replaced, and the segment is made again before any of it is handed out.
 */
export class SegmentMaker {
  readonly #parts: SegmentMakerParts;

  constructor(parts: SegmentMakerParts) {
    this.#parts = parts;
  }

  /** Rejects with `synthesis_failed` where two sessions on WASM fail. */
  async make(input: SessionInput, voice: VoiceMix, signal: AbortSignal): Promise<Run> {
    let failure: unknown;
    let wasmFailures = 0;
    for (let attempt = 1; attempt <= ATTEMPTS && wasmFailures < 2; attempt += 1) {
      const loaded = await this.#parts.ready(signal);
      const isWasm = loaded.session.device === 'wasm';
      try {
        const run = await this.#run(loaded.session, input, signal);
        loaded.runCount += 1;
        const sound = { ...run.output, tokenIds: input.tokenIds };
        const fault = isWasm ? findPlainFault(sound) : this.#parts.trust.findFault(sound, voice);
        if (fault === null) return run;
        console.warn(`A segment made on ${loaded.session.device} was not used: ${fault}`);
        if (!isWasm) return await this.#makeAgain(loaded.plan, input, { voice, fault, signal });
        failure = new Error(`The model gave no usable sound for this text: ${fault}.`);
      } catch (error) {
        // A session that was stopped is as good as before.
        if (!(error instanceof SessionLostError)) signal.throwIfAborted();
        failure = error;
      }
      if (isWasm) wasmFailures += 1;
      await this.#parts.lose(loaded, failure);
      signal.throwIfAborted();
    }
    throw toSpeechError(failure, 'synthesis_failed', 'The model failed on this text.');
  }

  /** Where an idle model takes the memory that a run on WASM needs, that one leaves before the session is given up. */
  #run(session: KokoroSession, input: SessionInput, signal: AbortSignal): Promise<Run> {
    const run = (): Promise<Run> => runSession(session, input, signal);
    const { seat } = this.#parts.parts;
    return session.device === 'wasm' && seat !== undefined ? seat.withRoom(run) : run();
  }

  /** Makes on WASM what the GPU got wrong, and drops the GPU if it does so repeatedly. */
  async #makeAgain(
    plan: LoadPlan,
    input: SessionInput,
    { voice, fault, signal }: { voice: VoiceMix; fault: string; signal: AbortSignal },
  ): Promise<Run> {
    const { slot, start } = this.#parts;
    const spare = await start({ ...plan, device: 'wasm' }, signal);
    let isAdopted = false;
    try {
      const run = await runSession(spare.session, input, signal);
      const sound = { ...run.output, tokenIds: input.tokenIds };
      const plainFault = findPlainFault(sound);
      if (plainFault !== null)
        throw new Error(`The model gave no usable sound for this text: ${plainFault}.`);
      isAdopted = await this.#parts.trust.settle(fault, sound, voice);
      if (isAdopted) await slot.adopt(spare);
      return run;
    } finally {
      if (!isAdopted) await spare.session.release().catch(() => undefined);
    }
  }
}

/** Throws `synthesis_failed` where a segment has fewer tokens than its two ends, or more than the model takes. */
export function checkTokens(tokenIds: readonly number[]): void {
  if (tokenIds.length >= 2 && tokenIds.length <= 512) return;
  throw new SpeechError(
    'synthesis_failed',
    `A segment of ${tokenIds.length} tokens cannot be spoken: 2 to 512.`,
  );
}
