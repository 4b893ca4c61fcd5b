import type { Scope } from '../../std/scope.ts';

const NAME = 'sotto-word';

/** Marks one word of the document at a time, by the CSS Custom Highlight API: nothing in the document is changed. */
export class WordMark {
  readonly #highlight: Highlight | null;

  /** Where the browser has no highlights nothing is marked. Styled by `::highlight(sotto-word)`. */
  constructor(scope: Scope) {
    this.#highlight = 'highlights' in CSS ? new Highlight() : null;
    if (this.#highlight === null) return;
    CSS.highlights.set(NAME, this.#highlight);
    const style = new CSSStyleSheet();
    style.replaceSync(`::highlight(${NAME}) { background-color: Mark; color: MarkText; }`);
    // First, so that any rule of the page goes before it.
    document.adoptedStyleSheets = [style, ...document.adoptedStyleSheets];
    scope.add(() => {
      CSS.highlights.delete(NAME);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== style);
    });
  }

  /** Marks a range in the place of the one before; null marks nothing. */
  show(range: Range | null): void {
    this.#highlight?.clear();
    if (range !== null) this.#highlight?.add(range);
  }
}
