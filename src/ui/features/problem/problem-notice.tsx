import type { ReactNode } from 'react';
import { isEspeakLanguage } from '../../../contract/phonemizer.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { toAdviceKey, toWaysOn, type Problem, type WayOn } from '../../store/problem.ts';
import type { MessageKey } from '../../words/messages.ts';
import { isDownloadNeeded, KOKORO, toDownloadSize } from '../../store/selectors.ts';
import { toMixLanguage } from '../../store/voice-language.ts';
import { useWords } from '../../store/use-words.ts';

interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly onTryAgain: () => void;
  readonly onUseBuiltIn: () => void;
}

/** More than this is folded away. */
const MAX_DETAIL_LENGTH = 120;

/** Says what went wrong and offers the ways on. */
export function ProblemNotice(props: ProblemNoticeProps): ReactNode {
  const { problem, ...handlers } = props;
  const { say } = useWords();
  if (problem.code === 'download_needed') return <KokoroNeeded {...props} />;
  return (
    <Notice
      tone="fault"
      title={say(`problem.title.${problem.code}`)}
      actions={toWaysOn(problem).map((wayOn) => (
        <WayOnButton key={wayOn} wayOn={wayOn} {...handlers} />
      ))}
    >
      <p>{say(toAdviceKey(problem))}</p>
      <Detail text={problem.detail} />
    </Notice>
  );
}

/** Says that a language needs Kokoro, for as long as it is the voice's: offers the download, waits for it, and goes on. */
function KokoroNeeded({ problem, onTryAgain, onUseBuiltIn }: ProblemNoticeProps): ReactNode {
  const { say } = useWords();
  const isSpokenOtherwise = useAppState(({ settings }) => isEspeakLanguage(toMixLanguage(settings.voice)));
  const isMissing = useAppState((state) => isDownloadNeeded(state, KOKORO));
  const isComing = useAppState(
    ({ engine }) => engine?.state === 'downloading' || engine?.state === 'loading',
  );
  if (isSpokenOtherwise) return null;
  if (!isMissing && !isComing) {
    const again = <Button onClick={onTryAgain}>{say('problem.tryAgain')}</Button>;
    return <Notice tone="plain" title={say('transport.kokoroReady')} actions={again} />;
  }
  const ways = toWaysOn(problem).map((wayOn) => (
    <WayOnButton key={wayOn} {...{ wayOn, onTryAgain, onUseBuiltIn }} />
  ));
  return (
    <Notice tone="fault" title={say(`problem.title.${problem.code}`)} actions={isComing ? undefined : ways}>
      <p>{say(toAdviceKey(problem))}</p>
    </Notice>
  );
}

function Detail({ text }: { readonly text: string }): ReactNode {
  const { say } = useWords();
  if (text === '') return null;
  if (text.length <= MAX_DETAIL_LENGTH) {
    return (
      <p className="notice__detail" lang="en">
        {text}
      </p>
    );
  }
  return (
    <details className="notice__detail">
      <summary>{say('common.detail')}</summary>
      <span lang="en">{text}</span>
    </details>
  );
}

const labels: Readonly<Record<WayOn, MessageKey>> = {
  'try-again': 'problem.tryAgain',
  'get-kokoro': 'transport.download',
  'download-kokoro': 'problem.downloadAgain',
  'use-built-in': 'problem.useBuiltIn',
  'edit-text': 'problem.editText',
  reload: 'problem.reload',
};

interface WayOnButtonProps extends Omit<ProblemNoticeProps, 'problem'> {
  readonly wayOn: WayOn;
}

function WayOnButton({ wayOn, onTryAgain, onUseBuiltIn }: WayOnButtonProps): ReactNode {
  const { loadEngine } = useActions();
  const { say } = useWords();
  const size = useAppState(toDownloadSize);
  const act: Readonly<Record<WayOn, () => void>> = {
    'try-again': onTryAgain,
    'get-kokoro': loadEngine,
    'download-kokoro': loadEngine,
    'use-built-in': onUseBuiltIn,
    'edit-text': () => document.getElementById('text')?.focus(),
    reload: () => location.reload(),
  };
  return <Button onClick={act[wayOn]}>{say(labels[wayOn], { size })}</Button>;
}
