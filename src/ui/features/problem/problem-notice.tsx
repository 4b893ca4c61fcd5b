import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useActions } from '../../store/app-context.ts';
import { toWords, type Problem, type WayOn } from '../../store/problem.ts';
import { BUILT_IN } from '../../store/selectors.ts';

interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly onTryAgain: () => void;
}

/** Says what went wrong and offers the ways on. */
export function ProblemNotice({ problem, onTryAgain }: ProblemNoticeProps): ReactNode {
  const words = toWords(problem);
  return (
    <Notice
      tone="fault"
      title={words.title}
      actions={words.waysOn.map((wayOn) => (
        <WayOnButton key={wayOn} wayOn={wayOn} onTryAgain={onTryAgain} />
      ))}
    >
      <p>{words.advice}</p>
      {problem.detail === '' || problem.detail === words.advice ? null : (
        <p className="notice__detail">{problem.detail}</p>
      )}
    </Notice>
  );
}

const labels: Readonly<Record<WayOn, string>> = {
  'try-again': 'Try again',
  'download-kokoro': 'Download again',
  'use-built-in': 'Use the built-in voice',
  'edit-text': 'Edit the text',
  reload: 'Reload the page',
};

function WayOnButton({
  wayOn,
  onTryAgain,
}: {
  readonly wayOn: WayOn;
  readonly onTryAgain: () => void;
}): ReactNode {
  const { loadEngine, playWith } = useActions();
  const act: Readonly<Record<WayOn, () => void>> = {
    'try-again': onTryAgain,
    'download-kokoro': loadEngine,
    'use-built-in': () => playWith(BUILT_IN),
    'edit-text': () => document.getElementById('text')?.focus(),
    reload: () => location.reload(),
  };
  return <Button onClick={act[wayOn]}>{labels[wayOn]}</Button>;
}
