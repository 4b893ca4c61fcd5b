/** Files of the app's shell, written in by the build; empty in development. */
declare const __PRECACHE_MANIFEST__: readonly { readonly url: string; readonly revision: string }[];

/** Folders whose files are kept once they were used, and a revision that changes with any of them. */
declare const __RUNTIME_CACHE__: { readonly revision: string; readonly prefixes: readonly string[] };
