import { useEffect, useState, type ReactNode } from 'react';
import { forgetOffer, readOffer } from '../../../page/kept-share.ts';
import type { SharedText } from '../../../page/share-link.ts';
import { Scope } from '../../../std/scope.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useActions, useStore } from '../../store/app-context.ts';
import { toVoiceTitle } from '../../store/voice-title.ts';
import { useWords } from '../../store/use-words.ts';

const EXCERPT_LENGTH = 120;

type Offer = Awaited<ReturnType<typeof readOffer>>;

/** Offers the text of the link by which the page was opened. Nothing is replaced and nothing plays without a click. */
export function ShareOffer(): ReactNode {
  const { replaceText, change } = useActions();
  const store = useStore();
  const { say } = useWords();
  const [shared, setShared] = useSharedText();
  if (shared === null) return null;

  const close = (): void => {
    setShared(null);
    // Or the next reload would offer it again.
    history.replaceState(history.state, '', location.pathname + location.search);
    forgetOffer().catch((error: unknown) => console.warn('A shared text is still kept', error));
  };
  if (shared === 'damaged') return <DamagedOffer onClose={close} />;
  const open = (): void => {
    const { text, reading: { castVoices, ...reading } = {}, ...settings } = shared;
    replaceText(text);
    const { castVoices: known } = store.getState().settings;
    change({
      ...settings,
      ...reading,
      ...(castVoices === undefined ? {} : { castVoices: { ...known, ...castVoices } }),
    });
    close();
    document.getElementById('text')?.focus();
  };
  return (
    <div className="app__update">
      <Notice
        tone="plain"
        title={say('save.offerTitle')}
        actions={
          <>
            <Button look="primary" onClick={open}>
              {say('save.offerOpen')}
            </Button>
            <Button onClick={close}>{say('save.offerLeave')}</Button>
          </>
        }
      >
        <p dir="auto">{say('common.quoted', { text: toExcerpt(shared.text) })}</p>
        <ShareDetail {...shared} />
      </Notice>
    </div>
  );
}

function DamagedOffer({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { say } = useWords();
  return (
    <div className="app__update">
      <Notice
        tone="warn"
        title={say('save.offerDamaged')}
        actions={<Button onClick={onClose}>{say('library.fine')}</Button>}
      >
        <p>{say('save.offerDamagedAdvice')}</p>
      </Notice>
    </div>
  );
}

function ShareDetail({ voice, speed = 1 }: SharedText): ReactNode {
  const words = useWords();
  const { say, number } = words;
  const title = voice === undefined ? null : toVoiceTitle(voice, words);
  return (
    <p className="notice__detail">
      {title === null
        ? null
        : speed === 1
          ? say('save.offerVoice', { voice: title })
          : say('save.offerVoiceSpeed', { voice: title, speed: number(speed) })}{' '}
      {say('save.offerReplaces')}
    </p>
  );
}

/** Uses the text of the page's own address, also when that changes; setting null forgets it. */
function useSharedText(): [Offer, (shared: null) => void] {
  const [shared, setShared] = useState<Offer>(null);
  useEffect(() => {
    const scope = new Scope();
    const read = (): void => {
      readOffer(location.href).then(
        (found) => {
          if (!scope.disposed && found !== null) setShared(found);
        },
        (error: unknown) => console.warn('A shared text could not be read', error),
      );
    };
    scope.listen(window, 'hashchange', read);
    read();
    return () => scope.dispose();
  }, []);
  return [shared, setShared];
}

function toExcerpt(text: string): string {
  const line = text.trim().replace(/\s+/gu, ' ');
  return line.length <= EXCERPT_LENGTH ? line : `${line.slice(0, EXCERPT_LENGTH)}…`;
}
