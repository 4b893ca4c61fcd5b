/** What this browser offers an engine. */
export interface EngineEnvironment {
  /** Whether the page is cross-origin isolated, and so may share memory between threads. */
  readonly isIsolated: boolean;
  readonly coreCount: number;
  readonly hasWebGpu: boolean;
  /** Apple's browsers and their kin. */
  readonly isWebKit: boolean;
  /** About how much memory the machine has; absent where the browser keeps that to itself. */
  readonly memoryGigabytes?: number;
  /** What the browser calls itself, its version included. */
  readonly userAgent?: string;
}

/** A model is in memory twice for a while: this much must be there for that. */
const ROOMY_GIGABYTES = 8;

/** Whether two sessions may be in memory at the same time. Phones and tablets of Apple's end such pages. */
export function hasRoomForTwo({ isWebKit, memoryGigabytes }: EngineEnvironment): boolean {
  return !isWebKit && (memoryGigabytes ?? ROOMY_GIGABYTES) >= ROOMY_GIGABYTES;
}

/** Looks at the thread it is called in. */
export function detectEnvironment(): EngineEnvironment {
  const scope = globalThis as { crossOriginIsolated?: boolean; navigator?: NavigatorFacts };
  const userAgent = scope.navigator?.userAgent ?? '';
  const memoryGigabytes = scope.navigator?.deviceMemory;
  return {
    isIsolated: scope.crossOriginIsolated === true,
    coreCount: scope.navigator?.hardwareConcurrency ?? 1,
    hasWebGpu: scope.navigator?.gpu !== undefined,
    // Chromium's name for itself contains WebKit's.
    isWebKit: userAgent.includes('AppleWebKit') && !/Chrom(e|ium)\//.test(userAgent),
    ...(memoryGigabytes === undefined ? {} : { memoryGigabytes }),
    userAgent,
  };
}

/** What is looked at; any of it may be missing in some thread. */
interface NavigatorFacts {
  readonly userAgent?: string;
  readonly hardwareConcurrency?: number;
  readonly deviceMemory?: number;
  readonly gpu?: unknown;
}

/** A graphics adapter, as far as the browser describes it. */
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
