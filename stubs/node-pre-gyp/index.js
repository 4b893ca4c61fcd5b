// The program of nodejieba is never built: its word lists are read from its package.
export default undefined;
