import { useEffect, useState, type ReactNode } from 'react';
import { Notice } from '../../components/notice.tsx';
import { useAppState, useServices } from '../../store/app-context.ts';
import { toProblemLine } from '../../store/problem.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { DevicePart } from './device-part.tsx';
import { ImportPart } from './import-part.tsx';
import { createModelsModel } from './models-model.ts';
import { StoredPart } from './stored-part.tsx';
import './models.css';

/** What is stored and what it costs, and what computes. */
export function ModelsPanel(): ReactNode {
  const { storage } = useServices();
  const [model] = useState(() => createModelsModel(storage));
  const { report, problem } = useStoreState(model.store);
  const engineState = useAppState((state) => state.engine?.state);
  // A download or its end changes what is stored.
  useEffect(() => model.refresh(), [model, engineState]);
  return (
    <>
      {problem === null ? null : (
        <p className="models__problem" role="alert">
          {toProblemLine(problem)}
        </p>
      )}
      {report === null ? (
        <p className="workbench__wait">
          Asking the store. It answers when the engine is done with what it speaks.
        </p>
      ) : (
        <>
          {report.kind === 'memory' ? (
            <Notice tone="warn" title="This browser refuses storage">
              <p>A model that is downloaded now is forgotten when the page is closed.</p>
            </Notice>
          ) : null}
          <StoredPart report={report} model={model} />
          <ImportPart model={model} />
        </>
      )}
      <DevicePart report={report} />
    </>
  );
}
