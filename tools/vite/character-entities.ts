import { fileURLToPath } from 'node:url';

const name = 'decode-named-character-reference';

/** Markdown's entities, for `resolve.alias`. The form for browsers asks the document for them, and workers have none. */
export const characterEntities: Readonly<Record<string, string>> = {
  [name]: fileURLToPath(import.meta.resolve(name)),
};
