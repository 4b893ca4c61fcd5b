import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useActions } from '../../store/app-context.ts';
import { toWords, type Problem, type WayOn } from '../../store/problem.ts';

interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly onTryAgain: () => void;
  readonly onUseBuiltIn: () => void;
}

/** More than this is folded away. */
const MAX_DETAIL_LENGTH = 120;

/** Says what went wrong and offers the ways on. */
export function ProblemNotice({ problem, ...handlers }: ProblemNoticeProps): ReactNode {
  const words = toWords(problem);
  return (
    <Notice
      tone="fault"
      title={words.title}
      actions={words.waysOn.map((wayOn) => (
        <WayOnButton key={wayOn} wayOn={wayOn} {...handlers} />
      ))}
    >
      <p>{words.advice}</p>
      {problem.detail === words.advice ? null : <Detail text={problem.detail} />}
    </Notice>
  );
}

function Detail({ text }: { readonly text: string }): ReactNode {
  if (text === '') return null;
  if (text.length <= MAX_DETAIL_LENGTH) return <p className="notice__detail">{text}</p>;
  return (
    <details className="notice__detail">
      <summary>What exactly happened</summary>
      {text}
    </details>
  );
}

const labels: Readonly<Record<WayOn, string>> = {
  'try-again': 'Try again',
  'download-kokoro': 'Download again',
  'use-built-in': 'Use the built-in voice',
  'edit-text': 'Edit the text',
  reload: 'Reload the page',
};

interface WayOnButtonProps extends Omit<ProblemNoticeProps, 'problem'> {
  readonly wayOn: WayOn;
}

function WayOnButton({ wayOn, onTryAgain, onUseBuiltIn }: WayOnButtonProps): ReactNode {
  const { loadEngine } = useActions();
  const act: Readonly<Record<WayOn, () => void>> = {
    'try-again': onTryAgain,
    'download-kokoro': loadEngine,
    'use-built-in': onUseBuiltIn,
    'edit-text': () => document.getElementById('text')?.focus(),
    reload: () => location.reload(),
  };
  return <Button onClick={act[wayOn]}>{labels[wayOn]}</Button>;
}
