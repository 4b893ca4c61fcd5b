import type { EngineConfig } from '../../../contract/engine-status.ts';
import { isDeviceFault } from '../trust/device-fault.ts';
import type { DeviceTrust } from '../trust/device-trust.ts';
import { chooseDevice } from './backend-choice.ts';
import { hasRoomForTwo } from '../../../compute/runtime/engine-environment.ts';
import { GpuTrial, type StartModel } from './gpu-trial.ts';
import type { LoadedModel } from './load-model.ts';
import type { LoadParts } from './load-parts.ts';
import { IdleTask } from './idle-task.ts';
import { type GpuAnswer, isAsPlanned, type Planned } from './plan-load.ts';
import type { SessionSlot } from './session-slot.ts';

/**
 * What a switch works with: the slot whose session it replaces, what is known of the GPU, how a model is started, and what
 * would be loaded now.
 */
export interface GpuSwitchParts {
  readonly parts: LoadParts & { readonly idleMs?: number };
  readonly slot: SessionSlot;
  readonly trust: DeviceTrust;
  readonly start: StartModel;
  readonly plan: () => Promise<Planned>;
}

const DEFAULT_IDLE_MS = 5_000;

/**
 * Moves the engine from WASM to the GPU in the background: tries the GPU out if it is unknown, and takes it if it is
 * right, and fast or wanted. Speaking comes first, unless the user asked for the GPU.
 */
export class GpuSwitch {
  readonly #options: GpuSwitchParts;
  readonly #trial: GpuTrial;
  readonly #task: IdleTask;
  #config: EngineConfig | null = null;

  constructor(options: GpuSwitchParts) {
    this.#options = options;
    this.#trial = new GpuTrial(options.parts, options.trust, options.start);
    this.#task = new IdleTask({
      idleMs: options.parts.idleMs ?? DEFAULT_IDLE_MS,
      run: (signal) => this.#run(signal),
    });
  }

  /**
   * Looks whether there is something to do, with the model on WASM and a GPU at hand; if not, ends what is being done. Where
   * the browser has not answered for its GPU, it looks once it has.
   */
  consider(config: EngineConfig, { gpu, late }: GpuAnswer): void {
    const { trust, slot, parts } = this.#options;
    const isUrgent = config.device === 'webgpu';
    this.#config = config;
    if (late !== null) {
      late.then(() => this.#considerLate(config)).catch(() => undefined);
      return;
    }
    if (slot.loaded?.plan.device !== 'wasm') return;
    const isWanted = chooseDevice(config, trust) === 'webgpu' || trust.isDue(isUrgent);
    // A program that plays a GPU is never faster, and two models at once are too much for a small machine.
    const isAllowed = isUrgent || (gpu?.isSoftware === false && hasRoomForTwo(parts.environment));
    if (gpu !== null && isWanted && isAllowed) this.#task.request({ isUrgent });
    // An earlier configuration may have asked for it.
    else void this.#task.cancel();
  }

  /** Speaking begins. */
  enter(): void {
    this.#task.enter();
  }

  /** Speaking has ended. */
  leave(): void {
    this.#task.leave();
  }

  /** Ends the trial or the change that is under way, and resolves when it is over. */
  cancel(): Promise<void> {
    return this.#task.cancel();
  }

  async #considerLate(config: EngineConfig): Promise<void> {
    const { slot, plan } = this.#options;
    const toLoaded = (): LoadedModel | null => (this.#config === config ? slot.loaded : null);
    if (toLoaded() === null) return;
    const planned = await plan();
    const loaded = toLoaded();
    if (loaded !== null && isAsPlanned(loaded.plan, planned)) this.consider(config, planned);
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { trust, slot, start } = this.#options;
    const { loaded } = slot;
    if (this.#config === null || loaded?.plan.device !== 'wasm') return;
    const isUrgent = this.#config.device === 'webgpu';
    if (trust.isDue(isUrgent)) await this.#trial.run(loaded.plan, { isUrgent, signal });
    // A trial takes minutes, and something else may be configured by now.
    if (chooseDevice(this.#config, trust) !== 'webgpu') return;
    try {
      await slot.swap(loaded, await start({ ...loaded.plan, device: 'webgpu' }, signal), signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!isDeviceFault(error)) throw error;
      trust.bar(error instanceof Error ? error.message : String(error));
    }
  }
}
