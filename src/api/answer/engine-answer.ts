import type {
  CheckFigures,
  DeviceCheck,
  EngineStatus,
  PackProgress,
  WeightsOffer,
} from '../../contract/engine-status.ts';

/** The status of the engine as the API shows it: names in snake case, and null for what is not known. */
export function toEngineAnswer(status: EngineStatus): object {
  const {
    loadedBytes,
    totalBytes,
    error,
    stored,
    weights,
    checks,
    generator,
    packs,
    unloadedForMemory,
    ...rest
  } = status;
  return {
    ...rest,
    // Only a sign of life for the code that watches a load; JSON leaves it out.
    loadSteps: undefined,
    stored: stored ?? null,
    weights: weights ? toWeights(weights) : null,
    generator: generator ? { ...generator, build: generator.build ?? null } : null,
    checks: (checks ?? []).map(toCheck),
    packs: (packs ?? []).map(toPack),
    unloaded_for_memory: unloadedForMemory ?? [],
    loaded_bytes: loadedBytes,
    total_bytes: totalBytes,
    error,
  };
}

function toPack({ loadedBytes, totalBytes, ...rest }: PackProgress): object {
  return { ...rest, loaded_bytes: loadedBytes, total_bytes: totalBytes };
}

function toWeights({ isOfficial, ...rest }: WeightsOffer): object {
  return { ...rest, official: isOfficial };
}

function toCheck({ figures, secondsPerToken, wasmSecondsPerToken, ...rest }: DeviceCheck): object {
  return {
    ...rest,
    figures: figures === null ? null : toFigures(figures),
    seconds_per_token: secondsPerToken,
    wasm_seconds_per_token: wasmSecondsPerToken,
  };
}

function toFigures({ worstBands, ...rest }: CheckFigures): object {
  return { ...rest, worst_bands: worstBands };
}
