import { readdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';

/** Linux counts the time of processes in hundredths of a second, whatever the kernel's own clock. */
const TICK_MS = 10;

/** Measures how many cores other programs keep busy, on average, until the returned function is called; null except on Linux. */
export async function observeOthers(): Promise<() => Promise<number | null>> {
  const start = await readTimes();
  return async () => {
    const end = await readTimes();
    if (start === null || end === null) return null;
    const othersMs = end.busyMs - start.busyMs - (end.ownMs - start.ownMs);
    return Math.max(0, othersMs / (end.nowMs - start.nowMs));
  };
}

interface Times {
  readonly nowMs: number;
  /** Of all cores. */
  readonly busyMs: number;
  /** Of this process and its descendants. */
  readonly ownMs: number;
}

async function readTimes(): Promise<Times | null> {
  if (process.platform !== 'linux') return null;
  const times = cpus().map((cpu) => cpu.times);
  const busyMs = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { nowMs: performance.now(), busyMs, ownMs: await readOwnMs() };
}

/** Reads how long processors have worked for this process and its descendants, in milliseconds; null except on Linux. */
export async function readProcessorMs(): Promise<number | null> {
  return process.platform === 'linux' ? readOwnMs() : null;
}

interface ProcessTime {
  readonly pid: number;
  readonly parent: number;
  readonly ms: number;
}

async function readOwnMs(): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const processes = (await Promise.all(pids.map(readProcess))).filter((item) => item !== null);
  const own = new Set([process.pid]);
  for (let before = 0; before !== own.size;) {
    before = own.size;
    for (const { pid, parent } of processes) if (own.has(parent)) own.add(pid);
  }
  return processes.filter(({ pid }) => own.has(pid)).reduce((sum, { ms }) => sum + ms, 0);
}

async function readProcess(pid: string): Promise<ProcessTime | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may contain anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Its own time and that of the children that it has outlived, in user and in system mode.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid: Number(pid), parent: Number(fields[1]), ms: ticks * TICK_MS };
  } catch {
    // It ended while it was looked at.
    return null;
  }
}
