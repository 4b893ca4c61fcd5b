import { type ReactNode, useState } from 'react';
import { defaultSettings } from '../../../page/settings.ts';
import { type SharedReading, toShareLink } from '../../../page/share-link.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useStore } from '../../store/app-context.ts';
import { toCastMembers } from '../../store/cast.ts';
import type { AppState } from '../../store/state.ts';
import { useWords } from '../../store/use-words.ts';
import type { Words } from '../../words/words.ts';

/** Longer links are cut by some mail and chat programs. */
const LONG_LINK = 2_000;

type Copied =
  | { readonly phase: 'no' }
  | { readonly phase: 'refused' }
  | { readonly phase: 'copied' | 'shown'; readonly link: string };

/** Copies a link that holds the text, the voice and the speed. */
export function ShareSection(): ReactNode {
  const store = useStore();
  const words = useWords();
  const { say } = words;
  const [copied, setCopied] = useState<Copied>({ phase: 'no' });
  const copy = async (): Promise<void> => {
    const { text, settings } = store.getState();
    const { voice, speed } = settings;
    const reading = toSharedReading(store.getState());
    const link = await toShareLink(location.href, {
      text,
      voice,
      speed,
      ...(reading === null ? {} : { reading }),
    });
    if (link === null) {
      setCopied({ phase: 'refused' });
      return;
    }
    try {
      await navigator.clipboard.writeText(link);
      setCopied({ phase: 'copied', link });
    } catch {
      setCopied({ phase: 'shown', link });
    }
  };
  return (
    <div className="share">
      <h3 className="save__title">{say('save.shareTitle')}</h3>
      <p className="save__hint">{say('save.shareHint')}</p>
      <Button onClick={() => void copy()}>
        <Icon name="link" />
        {say('save.copyLink')}
      </Button>
      <p className="save__hint" role="status">
        {toWords(copied, words)}
      </p>
      {copied.phase === 'shown' ? (
        <TextField label={say('save.link')} dir="ltr" value={copied.link} onChange={() => undefined} />
      ) : null}
    </div>
  );
}

function toWords(copied: Copied, { say }: Words): string {
  if (copied.phase === 'no') return '';
  if (copied.phase === 'refused') return say('save.linkTooLong');
  const said = say(copied.phase === 'copied' ? 'save.linkCopied' : 'save.linkShown');
  const { length } = copied.link;
  return length <= LONG_LINK ? said : `${said} ${say('save.linkLong', { count: length })}`;
}

/** Picks how the text is read, as far as that is not as usual; null where all is. Of the cast, those in the text. */
function toSharedReading(state: AppState): SharedReading | null {
  const { inputFormat, hasTags, calmness, castMode } = state.settings;
  const members = toCastMembers(state);
  const reading: SharedReading = {
    ...(inputFormat === defaultSettings.inputFormat ? {} : { inputFormat }),
    ...(hasTags === defaultSettings.hasTags ? {} : { hasTags }),
    ...(calmness === defaultSettings.calmness ? {} : { calmness }),
    ...(castMode === defaultSettings.castMode ? {} : { castMode }),
    ...(members.length === 0
      ? {}
      : { castVoices: Object.fromEntries(members.map(({ name, voice }) => [name, voice])) }),
  };
  return Object.keys(reading).length === 0 ? null : reading;
}
