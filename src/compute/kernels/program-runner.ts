import { KernelMemory } from './kernel-memory.ts';
import type { KernelThreads } from './kernel-threads.ts';
import type { ProgramBuilder } from './program-builder.ts';

/** Runs programs one after the other on the threads' memory, in which their weights stay. */
export class ProgramRunner {
  readonly threads: KernelThreads;
  readonly memory: KernelMemory;
  #mark: number;

  constructor(threads: KernelThreads) {
    this.threads = threads;
    this.memory = new KernelMemory(threads);
    this.#mark = this.memory.mark;
  }

  /** Keeps all that is allocated now, when later programs begin. */
  keep(): void {
    this.#mark = this.memory.mark;
  }

  /** Frees what the program before has allocated. */
  begin(): void {
    this.memory.release(this.#mark);
  }

  /** Runs a program; stops between two of its steps when `signal` fires. What only the run needs is free after it. */
  async run(builder: ProgramBuilder, signal: AbortSignal | undefined): Promise<void> {
    const { memory, threads } = this;
    const { mark } = memory;
    const address = memory.allocate(builder.byteLength);
    const workspace = memory.allocate(builder.workspaceBytes);
    const scratches = Array.from({ length: threads.count }, () => memory.allocate(builder.scratchBytes));
    builder.write(new DataView(memory.memory.buffer, address, builder.byteLength), workspace);
    await threads.run({ address, stepCount: builder.stepCount, scratches }, signal);
    memory.release(mark);
  }
}
