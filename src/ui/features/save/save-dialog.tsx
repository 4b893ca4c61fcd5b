import { saveFormats, saveLoudnesses } from '../../../contract/settings.ts';
import type { Words } from '../../words/words.ts';
import type { MessageKey } from '../../words/messages.ts';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { fileKinds, toFileStem, type FileKind } from '../../store/file-name.ts';
import { useWords } from '../../store/use-words.ts';
import { ShareSection } from './share-section.tsx';
import './save.css';

/** The others are called by their names alone. */
const labels: Readonly<Partial<Record<FileKind, MessageKey>>> = {
  wav: 'save.wav',
  opus: 'save.opus',
  flac: 'save.flac',
  pcm: 'save.pcm',
  srt: 'save.srt',
  vtt: 'save.vtt',
};

const kiloBitRates: Partial<Record<FileKind, readonly number[]>> = {
  mp3: [32, 48, 64, 96, 128, 160],
  opus: [16, 24, 32, 48, 64, 96, 128],
  aac: [32, 48, 64, 96, 128],
};

interface SaveDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The choice of a file's kind, rate and name; and the link that holds the text. */
export function SaveDialog({ isOpen, onClose }: SaveDialogProps): ReactNode {
  const { say } = useWords();
  return (
    <Dialog title={say('save.title')} isOpen={isOpen} onClose={onClose}>
      <SaveForm onDone={onClose} />
      <ShareSection />
    </Dialog>
  );
}

function SaveForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { save, change } = useActions();
  const { say } = useWords();
  const text = useAppState((state) => state.text);
  const [kind, setKind] = useState<FileKind>(useAppState((state) => state.settings.saveFormat));
  const [name, setName] = useState(() => toFileStem(text));
  const isSubtitles = kind === 'srt' || kind === 'vtt';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const format = saveFormats.find((known) => known === kind);
    if (format !== undefined) change({ saveFormat: format });
    save({ kind, name });
    onDone();
  };
  return (
    <form className="save" onSubmit={submit}>
      <TextField label={say('save.fileName')} value={name} onChange={setName} suffix={`.${kind}`} />
      <div className="save__choices">
        <Select
          label={say('save.kind')}
          value={kind}
          options={fileKinds.map((value) => ({ value, label: toKindLabel(value, say) }))}
          onChange={setKind}
        />
        <BitRateSelect kind={kind} />
        {isSubtitles ? null : <LoudnessSelect />}
      </div>
      {isSubtitles ? <p className="save__hint">{say('save.timesHint')}</p> : null}
      <Button look="primary" type="submit">
        <Icon name="save" />
        {say('common.save')}
      </Button>
    </form>
  );
}

function BitRateSelect({ kind }: { readonly kind: FileKind }): ReactNode {
  const { change } = useActions();
  const { say } = useWords();
  const rate = useAppState((state) => state.settings.saveBitRate);
  const rates = toBitRates(kind);
  if (rates.length === 0) return null;
  const options = [
    { value: '0', label: say('common.automatic') },
    ...rates.map((value) => ({ value: String(value), label: say('save.kilobits', { rate: value / 1000 }) })),
  ];
  return (
    <Select
      label={say('save.bitRate')}
      value={rates.includes(rate) ? String(rate) : '0'}
      options={options}
      onChange={(value) => change({ saveBitRate: Number(value) })}
    />
  );
}

function LoudnessSelect(): ReactNode {
  const { change } = useActions();
  const { say, number } = useWords();
  const loudness = useAppState((state) => state.settings.saveLoudness);
  const options = saveLoudnesses.map((level) => ({
    value: String(level),
    label: level === 0 ? say('save.loudnessAsSpoken') : `${number(level)} LUFS`,
  }));
  return (
    <Select
      label={say('save.loudness')}
      value={String(loudness)}
      options={options}
      onChange={(value) => change({ saveLoudness: Number(value) })}
    />
  );
}

/** Says what a kind of file is called. */
function toKindLabel(kind: FileKind, say: Words['say']): string {
  const label = labels[kind];
  return label === undefined ? kind.toUpperCase() : say(label);
}

/** Lists the bit rates that a kind offers, in bits a second; none where the kind has no choice. */
function toBitRates(kind: FileKind): readonly number[] {
  return (kiloBitRates[kind] ?? []).map((rate) => rate * 1000);
}
