/** The builds of the kernels for threads on shared memory, the fastest first. */
export const THREADED_FILES = ['kernels-threads-relaxed.wasm', 'kernels-threads.wasm'] as const;

/** The builds for one thread on memory of its own, the fastest first. */
export const SINGLE_FILES = ['kernels-relaxed.wasm', 'kernels.wasm'] as const;

export type KernelFile = (typeof THREADED_FILES)[number] | (typeof SINGLE_FILES)[number];
