import { useState, type ReactNode } from 'react';
import { toShareLink } from '../../../speech/share-link.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useStore } from '../../store/app-context.ts';

/** Longer links are cut by some mail and chat programs. */
const LONG_LINK = 2_000;

type Copied = { readonly phase: 'no' } | { readonly phase: 'copied' | 'shown'; readonly link: string };

/** Copies a link that holds the text, the voice and the speed. */
export function ShareSection(): ReactNode {
  const store = useStore();
  const [copied, setCopied] = useState<Copied>({ phase: 'no' });
  const copy = async (): Promise<void> => {
    const { text, settings } = store.getState();
    const link = await toShareLink(location.href, { text, voice: settings.voice, speed: settings.speed });
    try {
      await navigator.clipboard.writeText(link);
      setCopied({ phase: 'copied', link });
    } catch {
      setCopied({ phase: 'shown', link });
    }
  };
  return (
    <div className="share">
      <h3 className="save__title">Share the text</h3>
      <p className="save__hint">
        The link holds the text, the voice and the speed themselves, behind the # sign. Browsers send that
        part to no server.
      </p>
      <Button onClick={() => void copy()}>
        <Icon name="link" />
        Copy link
      </Button>
      <p className="save__hint" role="status">
        {toWords(copied)}
      </p>
      {copied.phase === 'shown' ? (
        <TextField label="Link" value={copied.link} onChange={() => undefined} />
      ) : null}
    </div>
  );
}

function toWords(copied: Copied): string {
  if (copied.phase === 'no') return '';
  const said =
    copied.phase === 'copied'
      ? 'Copied.'
      : 'The browser let nothing be copied. Here is the link to copy by hand.';
  const { length } = copied.link;
  return length <= LONG_LINK
    ? said
    : `${said} It has ${length.toLocaleString('en')} characters, which some programs cut off.`;
}
