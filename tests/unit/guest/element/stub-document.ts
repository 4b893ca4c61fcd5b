import { vi } from 'vitest';

class StubElement extends EventTarget {
  textContent = '';
  readonly part = { add: () => undefined };

  attachShadow(): object {
    return { append: () => undefined };
  }

  getAttribute(): null {
    return null;
  }

  matches(): boolean {
    return false;
  }

  getRootNode(): null {
    return null;
  }
}

class StubText {
  readonly parentElement = null;
  readonly data: string;

  constructor(data: string) {
    this.data = data;
  }
}

/** An element with text in it. */
class StubHolder extends StubElement {
  get childNodes(): readonly unknown[] {
    return [new StubText(this.textContent)];
  }
}

/** Puts as much of a document in place as an element needs that shows nothing. */
export function stubDocument(): void {
  vi.stubGlobal('HTMLElement', StubHolder);
  vi.stubGlobal('Element', StubElement);
  vi.stubGlobal('Text', StubText);
  vi.stubGlobal('ShadowRoot', StubElement);
  vi.stubGlobal('CSS', {});
  vi.stubGlobal(
    'CSSStyleSheet',
    class {
      readonly replaceSync = (): void => undefined;
    },
  );
  vi.stubGlobal('document', { createElement: () => new StubElement(), querySelector: () => null });
}
