import { useEffect, useState, type ReactNode } from 'react';
import type { RequestDetail, RequestLogEntry } from '../../../browser/console-service.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Listen } from '../../components/listen.tsx';
import { parseExampleRequest, type ExampleRequest } from '../api-panel/example-request.ts';
import { toCode, type CodeKind } from '../api-panel/to-code.ts';
import { toPlayable } from '../api-panel/to-playable.ts';
import { toRealTimeFactor, toSize, toTime } from './traffic-words.ts';

interface ExchangeViewProps {
  readonly entry: RequestLogEntry;
  readonly detail: RequestDetail | null;
}

/** One request with its answer: what was asked, how long each step took, and what came back. */
export function ExchangeView({ entry, detail }: ExchangeViewProps): ReactNode {
  const body = detail?.body ?? null;
  const request = body === null ? null : toSpeechRequest(entry, body);
  return (
    <div className="exchange">
      <Figures entry={entry} />
      {entry.error === null ? null : <p className="exchange__error">{entry.error}</p>}
      {body === null ? (
        <p className="exchange__hint">{toAbsence(entry, detail)}</p>
      ) : (
        <pre tabIndex={0} role="region" aria-label="Request">
          {toPretty(body)}
        </pre>
      )}
      {request === null ? null : <CopyAs request={request} />}
      <Answer entry={entry} detail={detail} />
    </div>
  );
}

function Figures({ entry }: { readonly entry: RequestLogEntry }): ReactNode {
  const { queueMs, firstByteMs, durationMs, audioSeconds, bytes, engine, format, startedAt } = entry;
  const figures: readonly (readonly [name: string, value: string])[] = [
    ['Asked at', new Date(startedAt).toLocaleTimeString('en')],
    ['Waited for others', toTime(queueMs)],
    ['First byte after', toTime(firstByteMs)],
    ['Done after', toTime(durationMs)],
    ['Sound', audioSeconds === null ? '' : `${audioSeconds.toFixed(1)} s`],
    ['Real-time factor', toRealTimeFactor(entry)],
    ['Size', toSize(bytes)],
    ['Made by', engine ?? ''],
    ['Format', format ?? ''],
  ];
  return (
    <dl className="exchange__figures">
      {figures
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="tabular">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

const copies: readonly (readonly [kind: CodeKind, label: string])[] = [
  ['fetch', 'Copy as fetch'],
  ['sdk', 'Copy for the OpenAI SDK'],
  ['curl', 'Copy as curl for a server'],
];

function CopyAs({ request }: { readonly request: ExampleRequest }): ReactNode {
  return (
    <div className="console__actions">
      {copies.map(([kind, label]) => (
        <CopyButton key={kind} label={label} toText={() => toCode(kind, request)} />
      ))}
    </div>
  );
}

function Answer({ entry, detail }: ExchangeViewProps): ReactNode {
  const { sound, text } = useAnswer(detail);
  if (sound !== null) return <Listen audio={sound} label="The answer&rsquo;s sound" />;
  if (text !== null) {
    return (
      <pre tabIndex={0} role="region" aria-label="Answer">
        {toPretty(text)}
      </pre>
    );
  }
  if (entry.durationMs === null) return <p className="exchange__hint">The answer is on its way.</p>;
  return entry.bytes === 0 || detail === null ? null : (
    <p className="exchange__hint">
      The answer was cut short, too long to keep, or is not remembered any more.
    </p>
  );
}

interface ReadAnswer {
  readonly sound: Blob | null;
  readonly text: string | null;
}

const nothing: ReadAnswer = { sound: null, text: null };

function useAnswer(detail: RequestDetail | null): ReadAnswer {
  const [read, setRead] = useState(nothing);
  useEffect(() => {
    let isCurrent = true;
    void readAnswer(detail).then((next) => {
      if (isCurrent) setRead(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [detail]);
  return read;
}

async function readAnswer(detail: RequestDetail | null): Promise<ReadAnswer> {
  const answer = detail?.answer ?? null;
  if (answer === null) return nothing;
  const contentType = (detail?.contentType ?? '').split(';', 1)[0] ?? '';
  const sound = await toPlayable(answer, contentType).catch(() => null);
  const isText = contentType === 'application/json' || contentType.startsWith('text/');
  return { sound, text: sound === null && isText ? await answer.text() : null };
}

/** The body of a speech request, where this is one and it can be read. */
function toSpeechRequest({ path }: RequestLogEntry, body: string): ExampleRequest | null {
  if (!path.endsWith('/audio/speech')) return null;
  try {
    return parseExampleRequest(body);
  } catch {
    return null;
  }
}

function toAbsence({ method }: RequestLogEntry, detail: RequestDetail | null): string {
  if (detail === null) return 'What was asked is not remembered any more.';
  return method === 'GET' || method === 'HEAD'
    ? detail.url
    : 'The request had no body, or one too long to keep.';
}

function toPretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
