import { toClock } from '../transport/to-clock.ts';
import type { Words } from '../../words/words.ts';
import { findVoice, toVoiceName } from '../../../contract/voices.ts';
import { SAMPLE_RATE } from '../../../contract/audio.ts';
import { useId, useState, type ReactNode } from 'react';
import type { ListedTake, TakeInfo } from '../../../contract/takes.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import type { LibraryModel } from './library-model.ts';
import { TakeTools } from './take-tools.tsx';

interface TakeRowProps {
  readonly take: ListedTake;
  readonly model: LibraryModel;
}

/** One take: heard with one press, everything else behind a second. */
export function TakeRow({ take, model }: TakeRowProps): ReactNode {
  const { openTake } = useActions();
  const words = useWords();
  const { say } = words;
  const { name } = take;
  const [isOpen, setOpen] = useState(false);
  const toolsId = useId();
  return (
    <li className="take">
      <div className="take__head">
        <Button
          look="quiet"
          onClick={() => openTake(take, false)}
          isIdle={take.isOpen}
          aria-label={say('library.playTake', { name })}
        >
          <Icon name="play" />
        </Button>
        <div className="take__words">
          <p className="take__name" dir="auto">
            {take.isPinned ? (
              <span className="take__pin">
                <Icon name="star" />
                <span className="visually-hidden">{say('library.pinned')} </span>
              </span>
            ) : null}
            {name}
          </p>
          <p className="take__facts tabular">{toTakeFacts(take, words)}</p>
        </div>
        {take.isComplete ? null : <Unfinished take={take} />}
        <Button
          look="quiet"
          aria-expanded={isOpen}
          aria-controls={toolsId}
          aria-label={say(isOpen ? 'library.lessFor' : 'library.moreFor', { name })}
          onClick={() => setOpen(!isOpen)}
        >
          {say(isOpen ? 'library.less' : 'library.more')}
        </Button>
      </div>
      <div id={toolsId} hidden={!isOpen}>
        {isOpen ? <TakeTools take={take} model={model} /> : null}
      </div>
    </li>
  );
}

function Unfinished({ take }: { readonly take: ListedTake }): ReactNode {
  const { openTake } = useActions();
  const { say } = useWords();
  if (take.isOpen) return <p className="take__state">{say('library.beingSpoken')}</p>;
  // Rounded down: only what is whole is a hundred percent.
  const share = Math.floor((take.spokenTo / Math.max(1, take.textLength)) * 100) / 100;
  const seconds = Math.round(take.frameCount / SAMPLE_RATE);
  return (
    <>
      <p className="take__state take__state--unfinished">{say('library.unfinished', { share })}</p>
      <Button
        onClick={() => openTake(take, true)}
        aria-label={say('library.resumeAfter', { name: take.name, seconds })}
      >
        {say('common.resume')}
      </Button>
    </>
  );
}

/** Says when a take was made, how long it is and who speaks, e.g. `0:42, Bella, Kokoro 82M, Jan 5, 2026, 4:10 PM`. */
function toTakeFacts({ frameCount, request, engine, createdAt }: TakeInfo, words: Words): string {
  const [first] = request.voice;
  const name = toVoiceName(request.voice);
  const voice = request.voice.length === 1 ? (findVoice(first.id)?.name ?? name) : name;
  const separator = words.say('common.listSeparator');
  const facts = [
    toClock(Math.round(frameCount / SAMPLE_RATE)),
    // The built-in voice has no voices of Kokoro's.
    engine === 'kokoro' ? `${voice}${separator}Kokoro 82M` : words.say('engine.builtIn'),
    request.speed === 1 ? null : `${words.number(request.speed)} ×`,
    words.date(createdAt),
  ];
  return facts.filter((fact) => fact !== null).join(separator);
}
