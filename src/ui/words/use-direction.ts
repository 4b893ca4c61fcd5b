import { useSyncExternalStore } from 'react';

/** Uses the direction of the page, whoever set it: browsers that translate a page turn it, too. */
export function useDirection(): 'ltr' | 'rtl' {
  return useSyncExternalStore(watch, () => (document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'));
}

function watch(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['dir'] });
  return () => observer.disconnect();
}
