import type { RequestDetail, RequestLogEntry } from '../../../contract/request-log.ts';
import { useEffect, useState, type ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { Listen } from '../../components/listen.tsx';
import type { MessageKey } from '../../words/messages.ts';
import { useWords } from '../../store/use-words.ts';
import type { Words } from '../../words/words.ts';
import { parseExampleRequest, type ExampleRequest } from '../api-panel/example-request.ts';
import { toCode, type CodeKind } from '../api-panel/to-code.ts';
import { toPlayable } from '../api-panel/to-playable.ts';
import { toRealTimeFactor } from './traffic-words.ts';

interface ExchangeViewProps {
  readonly entry: RequestLogEntry;
  readonly detail: RequestDetail | null;
}

/** One request with its answer: what was asked, how long each step took, and what came back. */
export function ExchangeView({ entry, detail }: ExchangeViewProps): ReactNode {
  const { say } = useWords();
  const body = detail?.body ?? null;
  const request = body === null ? null : toSpeechRequest(entry, body);
  return (
    <div className="exchange">
      <Figures entry={entry} />
      {entry.error === null ? null : (
        <p className="exchange__error" lang="en">
          {entry.error}
        </p>
      )}
      {body === null ? (
        <p className="exchange__hint">{toAbsence(entry, detail, say)}</p>
      ) : (
        <pre dir="ltr" tabIndex={0} role="region" aria-label={say('api.request')}>
          {toPretty(body)}
        </pre>
      )}
      {request === null ? null : <CopyAs request={request} />}
      <Answer entry={entry} detail={detail} />
    </div>
  );
}

function Figures({ entry }: { readonly entry: RequestLogEntry }): ReactNode {
  const words = useWords();
  const { say, time } = words;
  const { queueMs, firstByteMs, durationMs, audioSeconds, bytes, engine, format, startedAt } = entry;
  const figures: readonly (readonly [name: string, value: string])[] = [
    [say('api.askedAt'), words.timeOfDay(startedAt)],
    [say('api.waitedForOthers'), queueMs === null ? '' : time(queueMs)],
    [say('api.firstByteAfter'), firstByteMs === null ? '' : time(firstByteMs)],
    [say('api.doneAfter'), durationMs === null ? '' : time(durationMs)],
    [say('api.sound'), audioSeconds === null ? '' : time(audioSeconds * 1000)],
    [say('api.realTimeFactor'), toRealTimeFactor(entry, words)],
    [say('api.size'), words.bytes(bytes)],
    [say('api.engineOf'), engine ?? ''],
    [say('api.format'), format ?? ''],
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

const copies: readonly (readonly [kind: CodeKind, label: MessageKey])[] = [
  ['fetch', 'api.copyFetch'],
  ['sdk', 'api.copySdk'],
  ['curl', 'api.copyCurl'],
];

function CopyAs({ request }: { readonly request: ExampleRequest }): ReactNode {
  const { say } = useWords();
  return (
    <div className="console__actions">
      {copies.map(([kind, label]) => (
        <CopyButton key={kind} label={say(label)} toText={() => toCode(kind, request)} />
      ))}
    </div>
  );
}

function Answer({ entry, detail }: ExchangeViewProps): ReactNode {
  const { say } = useWords();
  const { sound, text } = useAnswer(detail);
  if (sound !== null) return <Listen audio={sound} label={say('api.answerSound')} />;
  if (text !== null) {
    return (
      <pre dir="ltr" tabIndex={0} role="region" aria-label={say('api.answer')}>
        {toPretty(text)}
      </pre>
    );
  }
  if (entry.durationMs === null) return <p className="exchange__hint">{say('api.onItsWay')}</p>;
  return entry.bytes === 0 || detail === null ? null : (
    <p className="exchange__hint">{say('api.answerLost')}</p>
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

function toAbsence({ method }: RequestLogEntry, detail: RequestDetail | null, say: Words['say']): string {
  if (detail === null) return say('api.requestLost');
  return method === 'GET' || method === 'HEAD' ? detail.url : say('api.noBody');
}

function toPretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
