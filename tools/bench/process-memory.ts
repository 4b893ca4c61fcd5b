import { readdir, readFile } from 'node:fs/promises';

/** Memory of one of the browser's pages with its workers, in bytes. */
export interface ProcessMemory {
  readonly pid: number;
  readonly residentBytes: number;
  /** The most it ever was. */
  readonly peakBytes: number;
}

/** Lists the page processes of the browser that has `profile`, the largest first; empty except on Linux. */
export async function readPageProcesses(profile: string): Promise<readonly ProcessMemory[]> {
  if (process.platform !== 'linux') return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const processes = (await Promise.all(pids.map(readProcess))).filter((item) => item !== null);
  const byPid = new Map(processes.map((item) => [item.pid, item]));
  const isOurs = (item: ProcessFacts): boolean => {
    if (item.command.includes(`--user-data-dir=${profile}`)) return true;
    const parent = byPid.get(item.parent);
    return parent !== undefined && isOurs(parent);
  };
  return processes
    .filter((item) => item.command.includes('--type=renderer') && isOurs(item))
    .map(({ pid, residentBytes, peakBytes }) => ({ pid, residentBytes, peakBytes }))
    .sort((a, b) => b.residentBytes - a.residentBytes);
}

interface ProcessFacts extends ProcessMemory {
  readonly parent: number;
  readonly command: string;
}

async function readProcess(pid: number): Promise<ProcessFacts | null> {
  try {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const read = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return {
      pid,
      command,
      parent: read('PPid'),
      residentBytes: read('VmRSS') * 1024,
      peakBytes: read('VmHWM') * 1024,
    };
  } catch {
    // It ended while it was looked at.
    return null;
  }
}
