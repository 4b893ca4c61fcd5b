/** Finds an element that the page's HTML is known to have; throws where it does not, or has another kind. */
export function findElement<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new TypeError(`The page has no ${kind.name} '${id}'.`);
  return element;
}
