import { useSyncExternalStore } from 'react';
import { Scope } from '../../std/scope.ts';

/** Uses the direction of the page, also when the browser sets it for a translated page. */
export function useDirection(): 'ltr' | 'rtl' {
  return useSyncExternalStore(watch, () => (document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'));
}

function watch(onChange: () => void): () => void {
  const scope = new Scope();
  const observer = scope.observer(new MutationObserver(onChange));
  observer.observe(document.documentElement, { attributeFilter: ['dir'] });
  return () => scope.dispose();
}
