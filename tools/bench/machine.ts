import { cpus, loadavg, totalmem } from 'node:os';
import type { Machine } from './report.ts';

/** Looks at the machine; call the function that it returns when all is measured. */
export function observeMachine(browser: string): () => Machine {
  const loadAtStart = loadavg()[0] ?? 0;
  return () => ({
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGib: totalmem() / 2 ** 30,
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    browser,
    loadAtStart,
    loadAtEnd: loadavg()[0] ?? 0,
  });
}

/** How many threads ONNX Runtime takes by itself: half of the cores, four at most. */
export function toStockThreads(cores: number): number {
  return Math.min(4, Math.ceil(cores / 2));
}
