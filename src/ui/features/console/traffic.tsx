import type { RequestLogEntry } from '../../../contract/request-log.ts';
import { Fragment, useEffect, useId, useState, type ReactNode } from 'react';
import { Scope } from '../../../std/scope.ts';
import { Button } from '../../components/button.tsx';
import { useServices } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import type { MessageKey } from '../../words/messages.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { ExchangeView } from './exchange-view.tsx';
import { createTrafficModel, type TrafficModel } from './traffic-model.ts';
import { isBad, toClient, toRealTimeFactor, toStatusText } from './traffic-words.ts';

/** Every request that is answered here, of whichever page, the newest first. */
export function Traffic(): ReactNode {
  const services = useServices();
  const { say } = useWords();
  const [model] = useState(() => createTrafficModel(services.console));
  const { entries, problem } = useStoreState(model.store);
  useEffect(() => {
    const scope = new Scope();
    model.connect(scope);
    return () => scope.dispose();
  }, [model]);
  return (
    <>
      {problem === null ? null : (
        <p role="alert">
          <ProblemLine problem={problem} />
        </p>
      )}
      {entries.length === 0 ? (
        <p className="console__empty">{say('api.noRequests')}</p>
      ) : (
        <>
          <TrafficTable entries={entries} model={model} />
          <p className="console__actions">
            <Button onClick={model.clear}>{say('common.clear')}</Button>
          </p>
        </>
      )}
    </>
  );
}

interface TrafficTableProps {
  readonly entries: readonly RequestLogEntry[];
  readonly model: TrafficModel;
}

const columns: readonly (readonly [title: MessageKey, look: string])[] = [
  ['api.request', ''],
  ['api.status', ''],
  ['api.format', 'traffic__wide'],
  ['api.engine', 'traffic__wide'],
  ['api.queue', 'traffic__wide traffic__number'],
  ['api.firstByte', 'traffic__number'],
  ['api.rtf', 'traffic__wide traffic__number'],
  ['api.size', 'traffic__number'],
  ['api.page', 'traffic__wide traffic__page'],
];

function TrafficTable({ entries, model }: TrafficTableProps): ReactNode {
  const { say } = useWords();
  const { opened } = useStoreState(model.store);
  const baseId = useId();
  return (
    <table className="traffic">
      <caption className="visually-hidden">{say('api.tableCaption')}</caption>
      <thead>
        <tr>
          {columns.map(([title, look]) => (
            <th key={title} scope="col" className={look}>
              {say(title)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => {
          const isOpen = opened?.id === entry.id;
          const detailId = `${baseId}-${entry.id}`;
          return (
            <Fragment key={entry.id}>
              <TrafficRow entry={entry} detailId={detailId} isOpen={isOpen} onToggle={model.toggle} />
              {isOpen ? (
                <tr id={detailId}>
                  <td colSpan={columns.length}>
                    <ExchangeView entry={entry} detail={opened.detail} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

interface TrafficRowProps {
  readonly entry: RequestLogEntry;
  readonly detailId: string;
  readonly isOpen: boolean;
  readonly onToggle: (id: string) => void;
}

function TrafficRow({ entry, detailId, isOpen, onToggle }: TrafficRowProps): ReactNode {
  const words = useWords();
  const { method, path, format, engine, queueMs, firstByteMs, bytes, startedAt } = entry;
  const cells = [
    format ?? '',
    engine ?? '',
    queueMs === null ? '' : words.time(queueMs),
    firstByteMs === null ? '' : words.time(firstByteMs),
    toRealTimeFactor(entry, words),
    words.bytes(bytes),
    toClient(entry),
  ];
  return (
    <tr className={isOpen ? 'traffic__row traffic__row--open' : 'traffic__row'}>
      <th scope="row">
        <button
          type="button"
          className="traffic__open"
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailId : undefined}
          onClick={() => onToggle(entry.id)}
          title={words.timeOfDay(startedAt)}
        >
          <bdi>
            {method} {path}
          </bdi>
        </button>
      </th>
      <td className={isBad(entry) ? 'traffic__bad' : ''}>{toStatusText(entry, words)}</td>
      {cells.map((text, index) => (
        <td key={columns[index + 2]?.[0]} className={`tabular ${columns[index + 2]?.[1] ?? ''}`}>
          {text}
        </td>
      ))}
    </tr>
  );
}
