import { useEffect, useState, type ReactNode } from 'react';
import { Scope } from '../../../std/scope.ts';
import { useServices } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { LibraryFoot } from './library-foot.tsx';
import { createLibraryModel } from './library-model.ts';
import { LibraryNotices } from './library-notices.tsx';
import { TakeRow } from './take-row.tsx';
import './library.css';

/** The kept takes: found, heard again, renamed, reopened, saved and deleted. */
export function LibraryPanel(): ReactNode {
  const { library } = useServices();
  const { say } = useWords();
  const [model] = useState(() => createLibraryModel(library));
  const { report, query, problem } = useStoreState(model.store);
  useEffect(() => {
    const scope = new Scope();
    model.connect(scope);
    return () => scope.dispose();
  }, [model]);

  if (report === null) {
    return (
      <p className="workbench__wait">
        {problem === null ? say('library.looking') : <ProblemLine problem={problem} />}
      </p>
    );
  }
  const isEmpty = report.takes.length === 0 && query === '';
  return (
    <>
      <LibraryNotices report={report} />
      {problem === null ? null : (
        <p className="library__problem" role="alert">
          <ProblemLine problem={problem} />
        </p>
      )}
      {isEmpty ? (
        <EmptyLibrary isLasting={report.isLasting} />
      ) : (
        <>
          <SearchField query={query} onSearch={model.search} />
          {report.takes.length === 0 ? (
            <p className="workbench__wait" role="status">
              {say('library.noMatch')}
            </p>
          ) : (
            <ul className="takes" aria-label={say('library.takes')}>
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

interface SearchFieldProps {
  readonly query: string;
  readonly onSearch: (query: string) => void;
}

function SearchField({ query, onSearch }: SearchFieldProps): ReactNode {
  const { say } = useWords();
  return (
    <input
      className="library__search"
      type="search"
      dir={query === '' ? undefined : 'auto'}
      value={query}
      onChange={(event) => onSearch(event.target.value)}
      placeholder={say('library.searchHint')}
      aria-label={say('library.search')}
    />
  );
}

function EmptyLibrary({ isLasting }: { readonly isLasting: boolean }): ReactNode {
  const { rich } = useWords();
  const key = isLasting ? 'library.emptyLasting' : 'library.emptyForNow';
  return <p className="library__empty">{rich(key, { strong: (text) => <strong>{text}</strong> })}</p>;
}
