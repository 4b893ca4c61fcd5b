import { cpus, loadavg, totalmem } from 'node:os';
import type { Machine } from './report.ts';

/** Says what this machine is, as far as it matters for how fast it is. */
export function describeMachine(browser: string): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGib: totalmem() / 2 ** 30,
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    browser,
    loadAtStart: loadavg()[0] ?? 0,
  };
}

/** How many threads ONNX Runtime takes by itself: half of the cores, four at most. */
export function toStockThreads(cores: number): number {
  return Math.min(4, Math.ceil(cores / 2));
}
