/** What the bundler writes, and the packs of words: their names have a hash of what is in them. */
const pattern = /^(assets\/[^/]+-[\w-]{8}\.\w+|g2p\/[^/]+\.[0-9a-f]{8}\.pack)$/;

/** Whether a file of the build, relative to it, has another name whenever its content is another. */
export function isNamedByContent(file: string): boolean {
  return pattern.test(file);
}
