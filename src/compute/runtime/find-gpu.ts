/** A graphics adapter, as far as the browser tells. */
export interface Gpu {
  /** In its own words, e.g. `nvidia hopper`. */
  readonly name: string;
  /** Whether it is a program that pretends to be one. */
  readonly isSoftware: boolean;
}

/** Asks the browser for its graphics adapter; null where it has none. */
export async function findGpu(): Promise<Gpu | null> {
  const { gpu } = (globalThis as { navigator?: { gpu?: GpuAccess } }).navigator ?? {};
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return null;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const words = [vendor, architecture, device, description].filter((word) => word !== '');
  return {
    name: words.length === 0 ? 'unnamed' : words.join(' '),
    isSoftware: isFallbackAdapter === true || architecture === 'swiftshader',
  };
}

/** What is used of WebGPU here; its types are not part of a worker's library. */
interface GpuAccess {
  requestAdapter(options: { readonly powerPreference: 'high-performance' }): Promise<GpuAdapter | null>;
}

interface GpuAdapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
}
