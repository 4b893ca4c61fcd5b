/** American or British: each has a word list of its own. */
export type Accent = 'us' | 'gb';
