import { useRef, useState, type ReactNode } from 'react';
import { saveFile } from '../../../page/save-file.ts';
import { toSrt, toVtt } from '../../../text/timing/captions.ts';
import { Button } from '../../components/button.tsx';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { createTranscribeModel, type HeardFile } from './transcribe-model.ts';

const post = (form: FormData, signal: AbortSignal): Promise<Response> =>
  fetch(new URL('v1/audio/transcriptions', document.baseURI), { method: 'POST', body: form, signal });

/** Writes a sound file down, and saves what was heard as text or subtitles. */
export function TranscribePart(): ReactNode {
  const { say } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [model] = useState(() => createTranscribeModel(post));
  const { listeningTo, heard, problem } = useStoreState(model.store);
  return (
    <>
      <div className="models__actions">
        <Button isIdle={listeningTo !== null} onClick={() => input.current?.click()}>
          {say('models.transcribe')}
        </Button>
        {listeningTo === null ? null : <Button onClick={model.cancel}>{say('common.cancel')}</Button>}
        <input
          ref={input}
          type="file"
          accept="audio/*,video/*"
          hidden={true}
          aria-label={say('models.transcribe')}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) model.transcribe(file);
            event.target.value = '';
          }}
        />
      </div>
      <div role="status" className="models__outcome">
        {listeningTo === null ? null : <p>{say('models.listeningTo', { name: listeningTo })}</p>}
        {heard === null ? null : <Heard heard={heard} />}
      </div>
      {problem === null ? null : (
        <p className="models__problem" role="alert">
          <ProblemLine problem={problem} />
        </p>
      )}
    </>
  );
}

function Heard({ heard }: { readonly heard: HeardFile }): ReactNode {
  const { say, number } = useWords();
  const { name, text, captions, unclearSeconds } = heard;
  const files = { txt: `${text}\n`, srt: toSrt(captions), vtt: toVtt(captions) };
  const unclear = number(unclearSeconds, { style: 'unit', unit: 'second', maximumFractionDigits: 0 });
  return (
    <>
      {unclearSeconds === 0 ? null : <p>{say('models.unclear', { time: unclear })}</p>}
      {text === '' ? (
        <p>{say('models.heardNothing')}</p>
      ) : (
        <>
          <p dir="auto">{text}</p>
          <p className="models__actions">
            {Object.entries(files).map(([ending, content]) => (
              <Button
                key={ending}
                onClick={() => saveFile(new Blob([content], { type: 'text/plain' }), `${name}.${ending}`)}
              >
                {say('models.saveAs', { format: ending.toUpperCase() })}
              </Button>
            ))}
          </p>
        </>
      )}
    </>
  );
}
