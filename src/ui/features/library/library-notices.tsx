import { useState, type ReactNode } from 'react';
import type { LibraryReport } from '../../../contract/takes.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useWords } from '../../store/use-words.ts';

/** What has to be said about the library: that nothing lasts, that takes made room, that one was cut short. */
export function LibraryNotices({ report }: { readonly report: LibraryReport }): ReactNode {
  const { say, bytes } = useWords();
  const { isLasting, evicted, cut, limitBytes } = report;
  const [seen, setSeen] = useState(0);
  const gone = evicted.slice(seen);
  const join = (names: readonly string[]): string => names.join(say('common.namesSeparator'));
  return (
    <>
      {isLasting ? null : (
        <Notice tone="warn" title={say('library.nothingLasts')}>
          <p>{say('library.nothingLastsAdvice')}</p>
        </Notice>
      )}
      {gone.length === 0 ? null : (
        <Notice
          tone="plain"
          title={say('library.madeRoom', { count: gone.length })}
          actions={<Button onClick={() => setSeen(evicted.length)}>{say('library.fine')}</Button>}
        >
          <p>{say('library.gone', { limit: bytes(limitBytes), names: join(gone) })}</p>
        </Notice>
      )}
      {cut.length === 0 ? null : (
        <Notice tone="warn" title={say('library.full')}>
          <p>{say('library.cutShort', { names: join(cut) })}</p>
        </Notice>
      )}
    </>
  );
}
