/** Files without which the app's page cannot be drawn, written in by the build; empty in development. */
declare const __PRECACHE_MANIFEST__: readonly { readonly url: string; readonly revision: string | null }[];

/** All other files that a page with Sotto in it may use, but for those of `__RUNTIME_CACHE__`. */
declare const __LATER_FILES__: readonly { readonly url: string; readonly revision: string | null }[];

/** Files that only the app's own pages use, which may be missing or another's where Sotto is a guest. */
declare const __APP_FILES__: { readonly revision: string; readonly urls: readonly string[] };

/** The content security policy of the app's pages and workers. */
declare const __SECURITY_POLICY__: string;

/** Folders whose files are kept once they were used, and a revision that changes with any of them. */
declare const __RUNTIME_CACHE__: { readonly revision: string; readonly prefixes: readonly string[] };
