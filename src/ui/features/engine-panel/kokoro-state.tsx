import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import type { Problem } from '../../store/problem.ts';
import { BUILT_IN } from '../../store/selectors.ts';
import { ProblemNotice } from '../problem/problem-notice.tsx';
import { toDownloadSize, toEngineFacts, toMegabytes } from './engine-words.ts';

/** How Kokoro is doing: absent, on its way, in memory, or failed; with what can be done about it. */
export function KokoroState(): ReactNode {
  const status = useAppState((state) => state.engine);
  const problem = useAppState((state) => state.engineProblem);
  if (problem !== null) return <LoadProblem problem={problem} />;
  if (status === null) return <p className="kokoro">Asking the engine how it is</p>;
  switch (status.state) {
    case 'idle':
      return <Absent isStored={status.stored === true} />;
    case 'downloading':
      return <Arriving title="Downloading Kokoro" loaded={status.loadedBytes} total={status.totalBytes} />;
    case 'loading':
      return <Arriving title="Loading Kokoro into memory" loaded={0} total={0} />;
    case 'ready':
      return <Ready facts={toEngineFacts(status)} />;
    case 'failed':
      return (
        <LoadProblem problem={{ code: 'unknown', detail: status.error ?? 'Kokoro could not be loaded.' }} />
      );
  }
}

function LoadProblem({ problem }: { readonly problem: Problem }): ReactNode {
  const { loadEngine, change } = useActions();
  return (
    <ProblemNotice
      problem={problem}
      onTryAgain={loadEngine}
      onUseBuiltIn={() => change({ model: BUILT_IN })}
    />
  );
}

function Absent({ isStored }: { readonly isStored: boolean }): ReactNode {
  const { loadEngine } = useActions();
  const size = useAppState(toDownloadSize);
  return (
    <div className="kokoro">
      <p>{isStored ? 'Kokoro is stored here. It loads on Play.' : 'Kokoro is not on this device yet.'}</p>
      <Button onClick={loadEngine}>
        {isStored ? (
          'Load now'
        ) : (
          <>
            <Icon name="download" />
            Download ({size})
          </>
        )}
      </Button>
    </div>
  );
}

interface ArrivingProps {
  readonly title: string;
  readonly loaded: number;
  /** 0 where nobody can tell. */
  readonly total: number;
}

function Arriving({ title, loaded, total }: ArrivingProps): ReactNode {
  const { cancelLoad } = useActions();
  const fraction = total > 0 ? loaded / total : null;
  return (
    <div className="kokoro kokoro--arriving">
      <p>
        <span role="status">{title}</span>
        {fraction === null ? null : (
          <span className="tabular kokoro__bytes">
            {toMegabytes(loaded)} of {toMegabytes(total)}
          </span>
        )}
      </p>
      <ProgressBar label={title} fraction={fraction} />
      <Button look="quiet" onClick={cancelLoad}>
        Cancel
      </Button>
    </div>
  );
}

function Ready({ facts }: { readonly facts: string }): ReactNode {
  const { unloadEngine } = useActions();
  return (
    <div className="kokoro">
      <p>
        <strong className="kokoro__ready">Kokoro is ready</strong>
        <span className="kokoro__facts">{facts}</span>
      </p>
      <Button look="quiet" onClick={unloadEngine}>
        Unload
      </Button>
    </div>
  );
}
