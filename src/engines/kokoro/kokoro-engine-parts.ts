import type { EngineStatus } from '../../contract/engine-status.ts';
import type { PlanParts } from './loading/plan-load.ts';
import type { VerdictMemory } from './trust/verdict-memory.ts';

/** The parts of the loads of one Kokoro model, and how its engine treats sessions; times are in milliseconds. */
export interface KokoroEngineParts extends PlanParts {
  /** Where verdicts about devices are kept; by default nowhere. */
  readonly verdicts?: VerdictMemory;
  /** How long the engine must have rested before a GPU is tried out unasked. */
  readonly idleMs?: number;
  /** How long the model stays in memory without a job; by default as `RestingModel` says. */
  readonly restMs?: number;
  /** How long a load may stand still, two minutes if left out; twice as long where somebody waits for it. */
  readonly loadStallMs?: number;
  /** After how many runs a session makes way for a fresh one. */
  readonly recycleRuns?: number;
  readonly onStatus: (status: EngineStatus) => void;
}
