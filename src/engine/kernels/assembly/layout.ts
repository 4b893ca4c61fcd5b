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
export const OPERATION_LEAKY = 2;
export const OPERATION_STATISTICS = 3;
export const OPERATION_NORMALISE = 4;
export const OPERATION_CONVOLVE = 5;
export const OPERATION_FILL = 6;
export const OPERATION_COPY = 7;
export const OPERATION_SPECTRUM = 8;
export const OPERATION_OVERLAP = 9;

/** Rows that one call of the multiplication kernel computes at once. */
export const MULTIPLY_ROWS = 5;
/** Columns that it computes at once, and by which weights are packed. */
export const MULTIPLY_COLUMNS = 8;

/** Channels whose transform is done together. */
export const CHANNEL_GROUP = 16;

/** Tilings of the convolution, by kernel size. */
export const TILING_3 = 0;
export const TILING_7 = 1;
export const TILING_11 = 2;

/** Output positions that one tile covers, in every tiling. */
export const TILE = 6;
