import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import type { Problem } from '../../store/problem.ts';
import { BUILT_IN, toDownloadSize, toPackDownload, toPausedDownload } from '../../store/selectors.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemNotice } from '../problem/problem-notice.tsx';
import { toEngineFacts, toLoadProblem } from './engine-words.ts';

/** How Kokoro is doing: absent, on its way, in memory, or failed; with what can be done about it. */
export function KokoroState(): ReactNode {
  return (
    <>
      <ModelState />
      <Pronunciations />
    </>
  );
}

/** The data of a language on their way. */
function Pronunciations(): ReactNode {
  const { say } = useWords();
  const download = toPackDownload({ engine: useAppState((state) => state.engine) });
  if (download === null) return null;
  return (
    <div className="kokoro kokoro--arriving">
      <Arrival title={say('engine.pronunciations')} {...download} />
    </div>
  );
}

function ModelState(): ReactNode {
  const words = useWords();
  const { say } = words;
  const status = useAppState((state) => state.engine);
  const problem = useAppState((state) => state.engineProblem);
  if (problem !== null) return <LoadProblem problem={problem} />;
  if (status === null) return <p className="kokoro">{say('engine.asking')}</p>;
  switch (status.state) {
    case 'idle':
      return <Absent isStored={status.stored === true} />;
    case 'downloading':
      return (
        <Arriving title={say('engine.downloading')} loaded={status.loadedBytes} total={status.totalBytes} />
      );
    case 'loading':
      return <Arriving title={say('engine.loading')} loaded={0} total={0} />;
    case 'ready':
      return <Ready facts={toEngineFacts(status, words)} />;
    case 'failed':
      return <LoadProblem problem={toLoadProblem(status, words)} />;
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
  const { say, bytes } = useWords();
  const size = useAppState(toDownloadSize);
  const pausedDownload = useAppState((state) => state.pausedDownload);
  const paused = toPausedDownload({ pausedDownload, engine: useAppState((state) => state.engine) });
  if (paused !== null && !isStored) {
    const { loadedBytes, totalBytes } = paused;
    return (
      <div className="kokoro">
        <p className="tabular" role="status">
          {say('models.pausedAt', { held: bytes(loadedBytes), size: bytes(totalBytes) })}
        </p>
        <Button onClick={loadEngine}>{say('common.resume')}</Button>
      </div>
    );
  }
  return (
    <div className="kokoro">
      <p>{say(isStored ? 'engine.stored' : 'engine.absent')}</p>
      <Button onClick={loadEngine}>
        {isStored ? (
          say('engine.load')
        ) : (
          <>
            <Icon name="download" />
            {say('engine.download', { size })}
          </>
        )}
      </Button>
    </div>
  );
}

interface ArrivalProps {
  readonly title: string;
  readonly loaded: number;
  /** 0 where it is unknown. */
  readonly total: number;
}

function Arriving(props: ArrivalProps): ReactNode {
  const { cancelLoad } = useActions();
  const { say } = useWords();
  return (
    <div className="kokoro kokoro--arriving">
      <Arrival {...props} />
      <Button look="quiet" onClick={cancelLoad}>
        {say('common.cancel')}
      </Button>
    </div>
  );
}

/** What is on its way, and how much of it has come. */
function Arrival({ title, loaded, total }: ArrivalProps): ReactNode {
  const { say, bytes } = useWords();
  const fraction = total > 0 ? loaded / total : null;
  return (
    <>
      <p>
        <span role="status">{title}</span>
        {fraction === null ? null : (
          <span className="tabular kokoro__bytes">
            {say('common.amountOf', { part: bytes(loaded), whole: bytes(total) })}
          </span>
        )}
      </p>
      <ProgressBar label={title} fraction={fraction} />
    </>
  );
}

function Ready({ facts }: { readonly facts: string }): ReactNode {
  const { unloadEngine } = useActions();
  const { say } = useWords();
  return (
    <div className="kokoro">
      <p>
        <strong className="kokoro__ready">{say('engine.ready')}</strong>
        <span className="kokoro__facts">{facts}</span>
      </p>
      <Button look="quiet" onClick={unloadEngine}>
        {say('engine.unload')}
      </Button>
    </div>
  );
}
