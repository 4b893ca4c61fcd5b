import { CALIBRATION_VOICE } from '../trust/calibration-utterances.ts';
import { checkDevice, renderReference, type CalibrationParts, type Reference } from '../trust/calibrate.ts';
import type { DeviceTrust } from '../trust/device-trust.ts';
import { orAbort } from '../../../std/abort.ts';
import type { Device } from '../../../contract/engine-status.ts';
import { openStored, type LoadedModel } from './load-model.ts';
import type { LoadParts, LoadPlan } from './load-parts.ts';
import { runSession } from '../session/run-session.ts';
import type { SplitUse } from '../session/session.ts';
import { startSession } from './start-session.ts';

/** Loads and warms up a model. */
export type StartModel = (plan: LoadPlan, signal: AbortSignal) => Promise<LoadedModel>;

/** Taken apart where it can be, so that both devices get the same harmonic source; all else is ONNX Runtime's. */
const STOCK: SplitUse = { tail: 'onnxruntime' };

/**
 * Puts the GPU to the test: what it renders is compared with what WASM renders, each in a session of its own, and
 * `trust` keeps the verdict. The rendering of WASM is kept too, for when the test is called off and begun again.
 */
export class GpuTrial {
  readonly #parts: LoadParts;
  readonly #trust: DeviceTrust;
  readonly #start: StartModel;
  #reference: { readonly key: string; readonly rendering: Reference } | null = null;

  constructor(parts: LoadParts, trust: DeviceTrust, start: StartModel) {
    this.#parts = parts;
    this.#trust = trust;
    this.#start = start;
  }

  /**
   * Rejects with `AbortError`, with `model_unavailable` where the weights are not stored any more, or with what kept WASM from
   * rendering; what the GPU fails with goes into the verdict.
   */
  async run(
    plan: LoadPlan,
    options: { readonly isUrgent: boolean; readonly signal: AbortSignal },
  ): Promise<void> {
    const { utterances } = this.#parts;
    const check = await this.#trust.begin();
    try {
      const reference = await this.#toReference(plan, options.signal);
      const finding = await checkDevice(reference, this.#toParts(plan, 'webgpu'), options);
      await check.end(finding, reference, utterances);
    } catch (error) {
      await check.callOff();
      throw error;
    }
  }

  async #toReference(plan: LoadPlan, signal: AbortSignal): Promise<Reference> {
    const key = `${plan.weights.sha256} ${plan.threads}`;
    if (this.#reference?.key !== key) {
      const rendering = await renderReference(this.#toParts(plan, 'wasm'), signal);
      const secondsPerToken = await this.#measureWasm(plan, rendering, signal);
      this.#reference = { key, rendering: { ...rendering, secondsPerToken } };
    }
    return this.#reference.rendering;
  }

  /** With kernels, the session that speaks is faster than the plain one that the GPU is compared with. */
  async #measureWasm(plan: LoadPlan, rendering: Reference, signal: AbortSignal): Promise<number> {
    if (this.#parts.kernelTrust === undefined) return rendering.secondsPerToken;
    const { utterances, toStyle } = this.#toParts(plan, 'wasm');
    const { session } = await this.#start(plan, signal);
    try {
      const input = { tokenIds: utterances.long, style: await toStyle(utterances.long, signal), speed: 1 };
      const { seconds } = await orAbort(runSession(session, input), signal);
      return seconds / utterances.long.length;
    } finally {
      await session.release().catch(() => undefined);
    }
  }

  #toParts(plan: LoadPlan, device: Device): CalibrationParts {
    const parts = this.#parts;
    const voice = [{ id: CALIBRATION_VOICE, weight: 1 }] as const;
    return {
      readModel: (signal) => openStored(plan, parts, signal),
      createSession: (model, signal) =>
        startSession(model, { device, threads: plan.threads, parts, split: STOCK }, signal),
      utterances: parts.utterances,
      toStyle: (tokenIds, signal) => parts.voices.style(voice, tokenIds.length, signal),
    };
  }
}
