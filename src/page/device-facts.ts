/** What the measurements were made on, as far as the browser reports it. */
export interface DeviceFacts {
  readonly userAgent: string;
  readonly cores: number;
  /** Of the machine, in GiB and rounded by the browser; null where it does not say. */
  readonly memoryGib: number | null;
  /** Whether the engine may have more than one thread. */
  readonly isIsolated: boolean;
  /** The graphics adapter; null where there is no WebGPU. */
  readonly gpu: string | null;
}

/** Looks at the device that this page runs on. */
export async function readDeviceFacts(): Promise<DeviceFacts> {
  const { deviceMemory } = navigator as { readonly deviceMemory?: number };
  return {
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    memoryGib: deviceMemory ?? null,
    isIsolated: crossOriginIsolated,
    gpu: await readGpu(),
  };
}

/** Returns the bytes that this page and its workers use; null where the browser does not tell. */
export async function readMemoryBytes(): Promise<number | null> {
  const { measureUserAgentSpecificMemory: measure } = performance as MeasuringPerformance;
  if (measure === undefined || !crossOriginIsolated) return null;
  try {
    return (await measure.call(performance)).bytes;
  } catch {
    return null;
  }
}

/** https://developer.mozilla.org/docs/Web/API/Performance/measureUserAgentSpecificMemory */
type MeasuringPerformance = Performance & {
  readonly measureUserAgentSpecificMemory?: () => Promise<{ readonly bytes: number }>;
};

async function readGpu(): Promise<string | null> {
  if (!('gpu' in navigator)) return null;
  try {
    const adapter = await navigator.gpu.requestAdapter();
    if (adapter === null) return null;
    const { vendor, architecture, description } = adapter.info;
    return [vendor, architecture, description].filter((part) => part !== '').join(' ') || 'unnamed';
  } catch {
    return null;
  }
}
