import { cpus, totalmem } from 'node:os';

/** Names the machine that runs this, as reports of measurements do. */
export function nameMachine(): string {
  return `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
}
