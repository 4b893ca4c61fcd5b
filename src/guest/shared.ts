/** What parts of a page share, by name: the first that asks opens it, and it stays as long as the page. */
export class Shared<Value> {
  readonly #opened = new Map<string, Promise<Value>>();

  /** Resolves to what has this name; where it could not be opened, the next that asks opens it again. */
  get(name: string, open: () => Promise<Value>): Promise<Value> {
    const known = this.#opened.get(name);
    if (known !== undefined) return known;
    const opening = open().catch((error: unknown) => {
      this.#opened.delete(name);
      throw error;
    });
    // Whoever asked for it may be gone by then.
    opening.catch(() => undefined);
    this.#opened.set(name, opening);
    return opening;
  }
}
