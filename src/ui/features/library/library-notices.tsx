import { useState, type ReactNode } from 'react';
import type { LibraryReport } from '../../../speech/library.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { toMegabytes } from '../engine-panel/engine-words.ts';

/** What has to be said about the library: that nothing lasts, that takes made room, that one was cut short. */
export function LibraryNotices({ report }: { readonly report: LibraryReport }): ReactNode {
  const { isLasting, evicted, cut, limitBytes } = report;
  const [seen, setSeen] = useState(0);
  const gone = evicted.slice(seen);
  return (
    <>
      {isLasting ? null : (
        <Notice tone="warn" title="This browser keeps nothing between visits">
          <p>Takes are lost when the page is closed. Export what you want to keep.</p>
        </Notice>
      )}
      {gone.length === 0 ? null : (
        <Notice
          tone="plain"
          title={gone.length === 1 ? 'One old take made room' : `${gone.length} old takes made room`}
          actions={<Button onClick={() => setSeen(evicted.length)}>Fine</Button>}
        >
          <p>
            The library holds {toMegabytes(limitBytes)}. Gone: {gone.join('; ')}
          </p>
        </Notice>
      )}
      {cut.length === 0 ? null : (
        <Notice tone="warn" title="The library is full">
          <p>
            The end of {cut.join('; ')} was not kept. Raise the limit, or delete or unpin takes, and resume
            it.
          </p>
        </Notice>
      )}
    </>
  );
}
