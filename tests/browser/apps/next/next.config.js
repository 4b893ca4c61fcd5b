/** A site of files alone; its pages are rendered on the server while it is built. */
export default { output: 'export', turbopack: { root: import.meta.dirname } };
