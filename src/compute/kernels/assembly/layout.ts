/**
 * The layout of a step in the program that all threads run, shared by the kernels (which are AssemblyScript) and the
 * driver (which is TypeScript), so only plain numbers stand here. Offsets are in bytes.
 */
export const STEP_BYTES = 128;

export const STEP_OPERATION = 0;
export const STEP_JOB_COUNT = 4;
/** The next job that nobody has taken. */
export const STEP_TAKEN = 8;
/** How many jobs are finished. */
export const STEP_FINISHED = 12;
/** The first argument; each takes four bytes. */
export const STEP_ARGUMENTS = 16;

export const OPERATION_TRANSPOSE = 0;
export const OPERATION_MULTIPLY = 1;
export const OPERATION_STATISTICS = 2;
export const OPERATION_NORMALISE = 3;
export const OPERATION_CONVOLVE = 4;
export const OPERATION_FILL = 5;
export const OPERATION_COPY = 6;
export const OPERATION_SPECTRUM = 7;
export const OPERATION_OVERLAP = 8;
export const OPERATION_DOUBLE = 9;
export const OPERATION_EXPAND = 10;
export const OPERATION_LAYER_NORM = 11;
export const OPERATION_GELU = 12;
export const OPERATION_ATTEND = 13;
export const OPERATION_LSTM = 14;
export const OPERATION_INTERLEAVE = 15;
export const OPERATION_POLAR = 16;
export const OPERATION_INTERLEAVE_FLOATS = 17;

/** Rows that one call of the multiplication kernel computes at once. */
export const MULTIPLY_ROWS = 5;
/** Columns that it computes at once, and by which weights are packed. */
export const MULTIPLY_COLUMNS = 8;

/** Units of an LSTM whose gates are computed at once: their columns lie together, eight of each gate. */
export const LSTM_UNITS = 8;

/** Channels whose transform is done together. */
export const CHANNEL_GROUP = 16;

/** Bytes between the planes of a job, without which the same place in all of them would share one set of the cache. */
export const PLANE_GAP = 64;
