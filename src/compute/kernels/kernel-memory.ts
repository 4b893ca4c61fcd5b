import type { KernelThreads } from './kernel-threads.ts';
import type { RunKernels } from './run-steps.ts';

const PAGE_BYTES = 65_536;
const ALIGNMENT = 64;
/** Memory grows by no less: each time costs a word with every thread, and what is not written to costs nothing. */
const GROWTH_PAGES = 64;

/** Hands out stretches of a WebAssembly memory from the bottom up; what lies above a mark is given back at once. */
export class KernelMemory {
  readonly memory: WebAssembly.Memory;
  /** For what is done to weights while they are stored. */
  readonly runAlone: RunKernels;
  #top = ALIGNMENT;

  constructor({
    memory,
    firstFreeByte,
    runAlone,
  }: Pick<KernelThreads, 'memory' | 'firstFreeByte' | 'runAlone'>) {
    this.memory = memory;
    this.runAlone = runAlone;
    this.#top = align(firstFreeByte);
  }

  /** The first free byte; pass it to `release` later to give back all that was allocated since. */
  get mark(): number {
    return this.#top;
  }

  release(mark: number): void {
    this.#top = mark;
  }

  /** Allocates bytes on a cache line of their own and returns their address; throws a RangeError where memory is out. */
  allocate(bytes: number): number {
    const address = this.#top;
    this.#top = align(address + bytes);
    const missing = this.#top - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.max(GROWTH_PAGES, Math.ceil(missing / PAGE_BYTES)));
    return address;
  }

  /** Like `allocate`, for so many floats. */
  allocateFloats(count: number): number {
    return this.allocate(count * 4);
  }

  /** Copies floats in and returns their address. */
  store(values: ArrayLike<number>): number {
    const address = this.allocateFloats(values.length);
    this.floats(address, values.length).set(values);
    return address;
  }

  /** Copies doubles in and returns their address. */
  storeDoubles(values: ArrayLike<number>): number {
    const address = this.allocate(values.length * 8);
    new Float64Array(this.memory.buffer, address, values.length).set(values);
    return address;
  }

  /** A view, good until the next allocation. */
  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, count);
  }
}

function align(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
