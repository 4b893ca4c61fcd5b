import type { ReactNode } from 'react';
import { isEspeakLanguage } from '../../../contract/phonemizer.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Notice } from '../../components/notice.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { toHeadStart } from '../../store/head-start.ts';
import { toMixLanguage } from '../../store/voice-language.ts';
import type { Problem } from '../../store/problem.ts';
import type { AppState } from '../../store/state.ts';
import { BUILT_IN, toDownloadSize } from '../../store/selectors.ts';
import { toTake } from '../../store/take.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemNotice } from '../problem/problem-notice.tsx';
import { ChangedNotice } from './changed-notice.tsx';

/** What has to be said about the take and the file: failures, and that the built-in voice stands in for Kokoro. */
export function TakeNotices(): ReactNode {
  const { speakAgain, playWith, saveAgain, change } = useActions();
  const takeProblem = useAppState(({ take, save }) =>
    take.phase === 'failed' && !isSameProblem(take, save) ? take.problem : null,
  );
  const saveProblem = useAppState(({ save }) => (save.phase === 'failed' ? save.problem : null));
  return (
    <div className="take-notices">
      <InsecureNotice />
      {takeProblem === null ? null : (
        <ProblemNotice
          problem={takeProblem}
          onTryAgain={speakAgain}
          onUseBuiltIn={() => playWith(BUILT_IN)}
        />
      )}
      {saveProblem === null ? null : (
        <ProblemNotice
          problem={saveProblem}
          onTryAgain={saveAgain}
          onUseBuiltIn={() => {
            change({ model: BUILT_IN });
            saveAgain();
          }}
        />
      )}
      <ChangedNotice />
      <HeadStartNotice />
      <StandInNotice />
    </div>
  );
}

/** Whether a file could not be made for the same reason for which the take failed before; to say so once is enough. */
function isSameProblem({ problem }: { readonly problem: Problem }, save: AppState['save']): boolean {
  return (
    save.phase === 'failed' && save.problem.code === problem.code && save.problem.detail === problem.detail
  );
}

/** Why nothing can be played here, and where it can. */
function InsecureNotice(): ReactNode {
  const { say } = useWords();
  const isSecure = useAppState((state) => state.isSecure);
  if (isSecure) return null;
  return (
    <Notice tone="fault" title={say('page.insecure')}>
      <p>{say('page.insecureAdvice')}</p>
    </Notice>
  );
}

/** Shorter waits are not worth a word. */
const LEAST_WAIT_SECONDS = 3;

/** Why a slow device does not play yet, for how long, and what else can be done. */
function HeadStartNotice(): ReactNode {
  const { hurry, playWith } = useActions();
  const { say, duration } = useWords();
  const waitSeconds = useAppState((state) => Math.ceil(toHeadStart(state)?.waitSeconds ?? 0));
  const language = useAppState((state) => toMixLanguage(state.settings.voice));
  if (waitSeconds < LEAST_WAIT_SECONDS) return null;
  return (
    <Notice
      tone="plain"
      title={say('transport.slowTitle')}
      actions={
        <>
          <Button onClick={hurry}>{say('transport.playNow')}</Button>
          {isEspeakLanguage(language) ? (
            <Button onClick={() => playWith(BUILT_IN)}>{say('problem.useBuiltIn')}</Button>
          ) : null}
        </>
      }
    >
      <p>{say('transport.slowWait', { duration: duration(waitSeconds) })}</p>
    </Notice>
  );
}

function StandInNotice(): ReactNode {
  const { loadEngine, speakAgain } = useActions();
  const { say } = useWords();
  const isStandIn = useAppState(({ take }) => take.phase !== 'failed' && toTake(take)?.standIn === true);
  const engineState = useAppState((state) => state.engine?.state ?? 'idle');
  const size = useAppState(toDownloadSize);
  if (!isStandIn) return null;
  if (engineState === 'ready') {
    return (
      <Notice
        tone="plain"
        title={say('transport.kokoroReady')}
        actions={<Button onClick={speakAgain}>{say('transport.playAgain')}</Button>}
      >
        <p>{say('transport.stillStandIn')}</p>
      </Notice>
    );
  }
  const isComing = engineState === 'downloading' || engineState === 'loading';
  return (
    <Notice
      tone="warn"
      title={say('transport.standInTitle')}
      actions={
        isComing ? undefined : (
          <Button onClick={loadEngine}>
            <Icon name="download" />
            {say('transport.download', { size })}
          </Button>
        )
      }
    >
      <p>{say(isComing ? 'transport.standInComing' : 'transport.standInOffer')}</p>
    </Notice>
  );
}
