import { Scope } from '../../std/scope.ts';

const FOCUSABLE = ':is(button, input, select, textarea, summary, a[href]):not([hidden], :disabled)';

/** What may take the focus far from where it was: nothing to type in, which would open the keyboard of a phone. */
const PRESSABLE = ':is(button, select, summary, a[href]):not([hidden], :disabled)';

type Records = readonly MutationRecord[];

/** Finds what takes the focus over, from the change in which `removal` took out what had it. */
type Finder = (records: Records, removal: MutationRecord | undefined) => HTMLElement | undefined;

/**
 * Keeps the focus in a part of the page where what has it makes way, such as a button that was pressed: it goes to what
 * takes the place, else to a neighbour. To be used as the `ref` of that part.
 */
export function keepFocus(part: HTMLElement | null): (() => void) | undefined {
  if (part === null) return undefined;
  return watch(
    part,
    (records, removal) => findInPlace(records, removal) ?? findNew(records, removal) ?? part,
  );
}

/** The same for the whole page, whose other parts may change at the same moment: where no neighbour is, what comes next. */
export function keepPageFocus(page: HTMLElement | null): (() => void) | undefined {
  if (page === null) return undefined;
  return watch(page, (records, removal) => findInPlace(records, removal) ?? findNext(page, removal?.target));
}

function watch(part: HTMLElement, find: Finder): () => void {
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
      if (document.activeElement !== document.body) return;
      const removal = records.find(({ removedNodes }) =>
        [...removedNodes].some((node) => node.contains(lost)),
      );
      find(records, removal)?.focus();
    }),
  );
  observer.observe(part, { childList: true, subtree: true });
  return () => scope.dispose();
}

/** Finds what can have the focus in the same place, or beside it. */
function findInPlace(records: Records, removal: MutationRecord | undefined): HTMLElement | undefined {
  const here = records.filter(({ target }) => target === removal?.target);
  const added = here.flatMap(({ addedNodes }) => [...addedNodes]);
  return findFirst([...added, removal?.nextSibling, removal?.previousSibling]);
}

/** Finds what can have the focus in what else is new. */
function findNew(records: Records, removal: MutationRecord | undefined): HTMLElement | undefined {
  const elsewhere = records.filter(({ target }) => target !== removal?.target);
  return findFirst(elsewhere.flatMap(({ addedNodes }) => [...addedNodes]));
}

/** Finds what can be pressed next behind a place; in a group of buttons, the main one. */
function findNext(page: HTMLElement, place: Node | undefined): HTMLElement | undefined {
  const found = [...page.querySelectorAll<HTMLElement>(PRESSABLE)].find(
    (element) =>
      place !== undefined &&
      (place.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
      element.checkVisibility(),
  );
  return found?.parentElement?.querySelector<HTMLElement>(':scope > .button--primary') ?? found;
}

function findFirst(places: readonly (Node | null | undefined)[]): HTMLElement | undefined {
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
