import { KernelMemory } from './kernel-memory.ts';
import type { KernelThreads } from './kernel-threads.ts';
import type { ProgramBuilder } from './program-builder.ts';

/** Runs programs one after the other on the threads' memory, in which their weights stay. */
export class ProgramRunner {
  readonly threads: KernelThreads;
  readonly memory: KernelMemory;
  readonly #scratches: readonly number[];
  #mark: number;

  /** `scratchBytes`: what any step of any program needs for each thread. */
  constructor(threads: KernelThreads, scratchBytes: number) {
    this.threads = threads;
    this.memory = new KernelMemory(threads.memory, threads.firstFreeByte);
    this.#scratches = Array.from({ length: threads.count }, () => this.memory.allocate(scratchBytes));
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

  /** Runs a program; stops between two of its steps when `signal` fires. */
  async run(builder: ProgramBuilder, signal: AbortSignal | undefined): Promise<void> {
    const address = this.memory.allocate(builder.byteLength);
    builder.write(new DataView(this.memory.memory.buffer, address, builder.byteLength));
    const scratches = this.#scratches;
    await this.threads.run({ address, stepCount: builder.stepCount, scratches }, signal);
  }
}
