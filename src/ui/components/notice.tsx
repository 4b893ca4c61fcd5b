import type { ReactNode } from 'react';
import './notice.css';

interface NoticeProps {
  /** `fault` is read out at once; the others when there is time. */
  readonly tone: 'plain' | 'warn' | 'fault';
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons: the ways on. */
  readonly actions?: ReactNode;
}

/** Says something about the state of the page, with what can be done about it. */
export function Notice({ tone, title, children, actions }: NoticeProps): ReactNode {
  return (
    <div className={`notice notice--${tone}`} role={tone === 'fault' ? 'alert' : 'status'}>
      <div className="notice__words">
        <p className="notice__title">{title}</p>
        {children}
      </div>
      {actions === undefined ? null : <div className="notice__actions">{actions}</div>}
    </div>
  );
}
