import { useSyncExternalStore } from 'react';
import { Scope } from '../../std/scope.ts';

/** Uses the direction of the page, whoever set it: browsers that translate a page turn it, too. */
export function useDirection(): 'ltr' | 'rtl' {
  return useSyncExternalStore(watch, () => (document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'));
}

function watch(onChange: () => void): () => void {
  const scope = new Scope();
  const observer = scope.observer(new MutationObserver(onChange));
  observer.observe(document.documentElement, { attributeFilter: ['dir'] });
  return () => scope.dispose();
}
