import { Notice } from '../../components/notice.tsx';
import { Select } from '../../components/select.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Icon } from '../../components/icon.tsx';
import { Button } from '../../components/button.tsx';
import type { ExportFormat, LibraryReport } from '../../../contract/takes.ts';
import { saveFile } from '../../../page/save-file.ts';
import { useEffect, useState, type ReactNode } from 'react';
import { Scope } from '../../../std/scope.ts';
import { useServices, useActions, useAppState } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { createLibraryModel, type LibraryModel } from './library-model.ts';
import { TakeRow } from './take-row.tsx';
import './library.css';

const limits = [100, 500, 1000, 2000].map((megabytes) => megabytes * 1_000_000);

interface LibraryFootProps {
  readonly report: LibraryReport;
  readonly model: LibraryModel;
}

/** The kept takes: found, heard again, renamed, reopened, saved and deleted. */
export function LibraryPanel(): ReactNode {
  const { library, wakeLock } = useServices();
  const { say } = useWords();
  const [model] = useState(() => createLibraryModel(library, wakeLock));
  const { report, query, listProblem, ...state } = useStoreState(model.store);
  const problem = state.problem ?? listProblem;
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

/** How full the library is and may be, and its way out. */
function LibraryFoot({ report, model }: LibraryFootProps): ReactNode {
  const { change } = useActions();
  const { say, bytes } = useWords();
  const { takes, usedBytes, limitBytes } = report;
  const limit = useAppState(({ settings }) => String(settings.libraryLimitBytes));
  const { isExporting } = useStoreState(model.store);
  const [format, setFormat] = useState<ExportFormat>('wav');
  return (
    <div className="library__foot">
      <div className="library__meter">
        <p className="tabular">{say('library.used', { used: bytes(usedBytes), limit: bytes(limitBytes) })}</p>
        <ProgressBar label={say('common.roomUsed')} fraction={usedBytes / limitBytes} />
      </div>
      <div className="library__choices">
        <Select
          label={say('library.holdsUpTo')}
          value={limit}
          options={limits.map((value) => ({ value: String(value), label: bytes(value) }))}
          onChange={(value) => change({ libraryLimitBytes: Number(value) })}
        />
        <Select
          label={say('library.exportAs')}
          value={format}
          options={[
            { value: 'wav', label: 'WAV' },
            { value: 'flac', label: say('library.flac') },
          ]}
          onChange={setFormat}
        />
        <Button
          isIdle={takes.length === 0 || isExporting}
          onClick={() => void model.export(takes, format, (file) => saveFile(file, 'sotto-takes.zip'))}
        >
          <Icon name="save" />
          {isExporting
            ? say('common.packing')
            : takes.length === 0
              ? say('library.exportNone')
              : say('library.exportAll', { count: takes.length })}
        </Button>
      </div>
    </div>
  );
}

/** What has to be said about the library: that nothing lasts, that takes made room, that one was cut short. */
function LibraryNotices({ report }: { readonly report: LibraryReport }): ReactNode {
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
