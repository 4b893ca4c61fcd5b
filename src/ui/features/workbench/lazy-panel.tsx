import { Component, lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useActions } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';

interface LazyPanelProps {
  /** Imports the panel. It rejects where its file is gone: offline, or after another tab has updated the app. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

/** Shows a panel that is loaded when it is first shown, or why it cannot be shown, beside a page that stays as it is. */
export function LazyPanel({ load }: LazyPanelProps): ReactNode {
  const { say } = useWords();
  const [{ attempt, Content }, setPanel] = useState(() => ({ attempt: 0, Content: lazy(load) }));
  // React keeps the outcome of a failed import, so each attempt is a component of its own.
  const tryAgain = (): void => setPanel({ attempt: attempt + 1, Content: lazy(load) });
  return (
    <FaultBoundary key={attempt} fallback={<PanelFault onTryAgain={tryAgain} />}>
      <Suspense fallback={<p className="workbench__wait">{say('common.loading')}</p>}>
        <Content />
      </Suspense>
    </FaultBoundary>
  );
}

function PanelFault({ onTryAgain }: { readonly onTryAgain: () => void }): ReactNode {
  const { applyUpdate } = useActions();
  const { say } = useWords();
  return (
    <Notice
      tone="fault"
      title={say('workbench.fault')}
      actions={
        <>
          <Button onClick={onTryAgain}>{say('problem.tryAgain')}</Button>
          <Button onClick={applyUpdate}>{say('problem.reload')}</Button>
        </>
      }
    >
      <p>{say('workbench.faultAdvice')}</p>
    </Notice>
  );
}

interface FaultBoundaryProps {
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Shows `fallback` once anything in it has failed; only a class can catch that. */
class FaultBoundary extends Component<FaultBoundaryProps, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
