import { useEffect, useState, type ReactNode } from 'react';
import { Notice } from '../../components/notice.tsx';
import { useActions, useAppState, useServices } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { DevicePart } from './device-part.tsx';
import { HearingPart } from './hearing-part.tsx';
import { ImportPart } from './import-part.tsx';
import { createModelsModel } from './models-model.ts';
import { StoredPart } from './stored-part.tsx';
import './models.css';

/** What is stored and what it costs, and what computes. */
export function ModelsPanel(): ReactNode {
  const { storage } = useServices();
  const { say } = useWords();
  const { forgetDownload } = useActions();
  const [model] = useState(() => createModelsModel(storage, forgetDownload));
  const { report, problem } = useStoreState(model.store);
  const engineState = useAppState((state) => state.engine?.state);
  // A download or its end changes what is stored.
  useEffect(() => model.refresh(), [model, engineState]);
  return (
    <>
      {problem === null ? null : (
        <p className="models__problem" role="alert">
          <ProblemLine problem={problem} />
        </p>
      )}
      {report === null ? (
        <p className="workbench__wait">{say('models.asking')}</p>
      ) : (
        <>
          {report.kind === 'memory' ? (
            <Notice tone="warn" title={say('models.refused')}>
              <p>{say('models.refusedAdvice')}</p>
            </Notice>
          ) : null}
          <StoredPart report={report} model={model} />
          <HearingPart kind="hearing" report={report} onStored={model.refresh} />
          <HearingPart kind="speakers" report={report} onStored={model.refresh} />
          <ImportPart model={model} />
        </>
      )}
      <DevicePart report={report} />
    </>
  );
}
