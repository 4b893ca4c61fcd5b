import { Scope } from '../../std/scope.ts';

const FOCUSABLE = ':is(button, input, select, textarea, summary, a[href]):not([hidden], :disabled)';

/**
 * Keeps the focus in a part of the page where what has it makes way, such as a button that was pressed: it goes to what
 * takes the place, else to a neighbour. To be used as the `ref` of that part.
 */
export function keepFocus(part: HTMLElement | null): (() => void) | undefined {
  if (part === null) return undefined;
  const scope = new Scope();
  let focused: Node | null = null;
  scope.listen(part, 'focusin', ({ target }: FocusEvent) => {
    focused = target as Node;
  });
  scope.listen(part, 'focusout', () => {
    // Once it is known whether it left by itself or was taken out.
    queueMicrotask(() => {
      if (focused?.isConnected === true && document.activeElement !== focused) focused = null;
    });
  });
  const observer = scope.observer(
    new MutationObserver((records) => {
      if (focused === null || focused.isConnected) return;
      const lost = focused;
      focused = null;
      if (document.activeElement === document.body) (findSuccessor(records, lost) ?? part).focus();
    }),
  );
  observer.observe(part, { childList: true, subtree: true });
  return () => scope.dispose();
}

/** Finds what can have the focus now: in the same place, beside it, or in what else is new. */
function findSuccessor(records: readonly MutationRecord[], lost: Node): HTMLElement | undefined {
  const removal = records.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(lost)));
  const listAdded = (isHere: boolean): Node[] =>
    records
      .filter(({ target }) => (target === removal?.target) === isHere)
      .flatMap(({ addedNodes }) => [...addedNodes]);
  const places = [...listAdded(true), removal?.nextSibling, removal?.previousSibling, ...listAdded(false)];
  for (const place of places) {
    const found = place instanceof HTMLElement ? findFocusable(place) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function findFocusable(place: HTMLElement): HTMLElement | undefined {
  const all = [place, ...place.querySelectorAll<HTMLElement>('*')];
  return all.find((element) => element.matches(FOCUSABLE) && element.checkVisibility());
}
