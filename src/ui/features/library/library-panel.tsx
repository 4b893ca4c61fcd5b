import { useEffect, useState, type ReactNode } from 'react';
import { Scope } from '../../../std/scope.ts';
import { useServices } from '../../store/app-context.ts';
import { toProblemLine } from '../../store/problem.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { LibraryFoot } from './library-foot.tsx';
import { createLibraryModel } from './library-model.ts';
import { LibraryNotices } from './library-notices.tsx';
import { TakeRow } from './take-row.tsx';
import './library.css';

/** The kept takes: found, heard again, renamed, reopened, saved and deleted. */
export function LibraryPanel(): ReactNode {
  const { library } = useServices();
  const [model] = useState(() => createLibraryModel(library));
  const { report, query, problem } = useStoreState(model.store);
  useEffect(() => {
    const scope = new Scope();
    model.connect(scope);
    return () => scope.dispose();
  }, [model]);

  if (report === null) {
    return <p className="workbench__wait">{problem === null ? 'Looking' : toProblemLine(problem)}</p>;
  }
  const isEmpty = report.takes.length === 0 && query === '';
  return (
    <>
      <LibraryNotices report={report} />
      {problem === null ? null : (
        <p className="library__problem" role="alert">
          {toProblemLine(problem)}
        </p>
      )}
      {isEmpty ? (
        <EmptyLibrary isLasting={report.isLasting} />
      ) : (
        <>
          <input
            className="library__search"
            type="search"
            value={query}
            onChange={(event) => model.search(event.target.value)}
            placeholder="Find in names and texts"
            aria-label="Find takes"
          />
          {report.takes.length === 0 ? (
            <p className="workbench__wait" role="status">
              No take has these words.
            </p>
          ) : (
            <ul className="takes" aria-label="Takes">
              {report.takes.map((take) => (
                <TakeRow key={take.id} take={take} model={model} />
              ))}
            </ul>
          )}
        </>
      )}
      <LibraryFoot report={report} model={model} />
    </>
  );
}

function EmptyLibrary({ isLasting }: { readonly isLasting: boolean }): ReactNode {
  return (
    <p className="library__empty">
      <strong>No takes yet.</strong> What you play or save is kept here
      {isLasting ? ' until you delete it, sentence by sentence as it is made.' : ' until the page is closed.'}
    </p>
  );
}
