import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import type { Problem } from '../../store/problem.ts';
import { isDownloadNeeded, KOKORO, toDownloadSize } from '../../store/selectors.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from './problem-line.tsx';

/** Says why something could not be tried; where Kokoro is missing, offers it for as long as it is not on its way. */
export function PreviewProblem({ problem }: { readonly problem: Problem }): ReactNode {
  const { loadEngine } = useActions();
  const { say } = useWords();
  const isKokoroMissing = useAppState((state) => isDownloadNeeded(state, KOKORO));
  const size = useAppState(toDownloadSize);
  if (problem.code !== 'download_needed') return <ProblemLine problem={problem} />;
  if (!isKokoroMissing) return null;
  return (
    <>
      <ProblemLine problem={problem} />{' '}
      <Button onClick={loadEngine}>
        <Icon name="download" />
        {say('transport.download', { size })}
      </Button>
    </>
  );
}
