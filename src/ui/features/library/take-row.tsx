import { SAMPLE_RATE } from '../../../contract/audio.ts';
import { useId, useState, type ReactNode } from 'react';
import type { ListedTake } from '../../../contract/takes.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import type { LibraryModel } from './library-model.ts';
import { TakeTools } from './take-tools.tsx';
import { toTakeFacts } from './take-words.ts';

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
