import { lazy, Suspense, useId, useState, type ReactNode } from 'react';
import { SAMPLE_RATE } from '../../../contract/audio.ts';
import { saveFile } from '../../../page/save-file.ts';
import type { ListedTake } from '../../../contract/takes.ts';
import { Button } from '../../components/button.tsx';
import { useActions } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import type { LibraryModel } from './library-model.ts';

const ListenBack = lazy(async () => ({
  default: (await import('../listen-back/listen-back.tsx')).ListenBack,
}));

interface TakeToolsProps {
  readonly take: ListedTake;
  readonly model: LibraryModel;
}

/** What else can be done with a take. */
export function TakeTools({ take, model }: TakeToolsProps): ReactNode {
  const { reopenTake } = useActions();
  const { say } = useWords();
  const [isHeard, setHeard] = useState(false);
  const reopen = async (): Promise<void> => {
    const opened = await model.open(take.id);
    if (opened === null) return;
    reopenTake(opened);
    document.getElementById('text')?.focus();
  };
  return (
    <div className="take__tools">
      <NameField take={take} model={model} />
      <Button onClick={() => void reopen()}>{say('library.reopen')}</Button>
      <Button aria-pressed={take.isPinned} onClick={() => model.pin(take.id, !take.isPinned)}>
        {say(take.isPinned ? 'library.unpin' : 'library.pin')}
      </Button>
      <Button onClick={() => void model.export([take], 'wav', (file) => saveFile(file, 'sotto-take.zip'))}>
        {say('common.export')}
      </Button>
      <Button
        isIdle={take.isOpen}
        aria-expanded={isHeard}
        title={say('listenBack.hint')}
        onClick={() => setHeard(!isHeard)}
      >
        {say('listenBack.start')}
      </Button>
      <DeleteButton take={take} model={model} />
      {isHeard ? (
        <Suspense fallback={<p className="workbench__wait">{say('common.loading')}</p>}>
          <ListenBack take={take.id} seconds={take.frameCount / SAMPLE_RATE} />
        </Suspense>
      ) : null}
    </div>
  );
}

function NameField({ take, model }: TakeToolsProps): ReactNode {
  const { say } = useWords();
  const id = useId();
  const [name, setName] = useState(take.name);
  const [known, setKnown] = useState(take.name);
  // Another tab may have renamed it.
  if (known !== take.name) {
    setKnown(take.name);
    setName(take.name);
  }
  const isNew = name.trim() !== '' && name.trim() !== take.name;
  return (
    <form
      className="take__rename"
      onSubmit={(event) => {
        event.preventDefault();
        if (isNew) model.rename(take.id, name.trim());
      }}
    >
      <label htmlFor={id}>{say('library.name')}</label>
      <input
        id={id}
        className="take__field"
        value={name}
        maxLength={200}
        dir="auto"
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" isIdle={!isNew}>
        {say('library.rename')}
      </Button>
    </form>
  );
}

function DeleteButton({ take, model }: TakeToolsProps): ReactNode {
  const { say } = useWords();
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button isIdle={take.isOpen} onClick={() => setAsking(true)}>
        {say('common.delete')}
      </Button>
    );
  }
  return (
    <span className="take__ask" role="group" aria-label={say('library.deleteQuestion')}>
      <span>{say('library.forGood')}</span>
      <Button onClick={() => model.remove([take.id])}>{say('library.deleteIt')}</Button>
      {/* The way back is where the focus goes. */}
      <Button autoFocus={true} onClick={() => setAsking(false)}>
        {say('common.keepIt')}
      </Button>
    </span>
  );
}
