/** What this browser offers an engine. */
export interface EngineEnvironment {
  /** Whether the page is cross-origin isolated, and so may share memory between threads. */
  readonly isIsolated: boolean;
  readonly coreCount: number;
  readonly hasWebGpu: boolean;
  /** Apple's browsers and their kin. */
  readonly isWebKit: boolean;
}

/** Looks at the thread it is called in. */
export function detectEnvironment(): EngineEnvironment {
  const scope = globalThis as { crossOriginIsolated?: boolean; navigator?: NavigatorFacts };
  const userAgent = scope.navigator?.userAgent ?? '';
  return {
    isIsolated: scope.crossOriginIsolated === true,
    coreCount: scope.navigator?.hardwareConcurrency ?? 1,
    hasWebGpu: scope.navigator?.gpu !== undefined,
    // Chromium's name for itself contains WebKit's.
    isWebKit: userAgent.includes('AppleWebKit') && !/Chrom(e|ium)\//.test(userAgent),
  };
}

/** What is looked at; any of it may be missing in some thread. */
interface NavigatorFacts {
  readonly userAgent?: string;
  readonly hardwareConcurrency?: number;
  readonly gpu?: unknown;
}
