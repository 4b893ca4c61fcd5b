import { useState, type SubmitEvent, type ReactNode } from 'react';
import { saveFormats } from '../../../browser/settings.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { fileKinds, toFileStem, type FileKind } from '../../store/file-name.ts';
import { kindLabels, toBitRates } from './save-kinds.ts';
import { ShareSection } from './share-section.tsx';
import './save.css';

interface SaveDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The choice of a file's kind, rate and name; and the link that holds the text. */
export function SaveDialog({ isOpen, onClose }: SaveDialogProps): ReactNode {
  return (
    <Dialog title="Save and share" isOpen={isOpen} onClose={onClose}>
      <SaveForm onDone={onClose} />
      <ShareSection />
    </Dialog>
  );
}

function SaveForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { save, change } = useActions();
  const text = useAppState((state) => state.text);
  const [kind, setKind] = useState<FileKind>(useAppState((state) => state.settings.saveFormat));
  const [name, setName] = useState(() => toFileStem(text));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const format = saveFormats.find((known) => known === kind);
    if (format !== undefined) change({ saveFormat: format });
    save({ kind, name });
    onDone();
  };
  return (
    <form className="save" onSubmit={submit}>
      <TextField label="File name" value={name} onChange={setName} suffix={`.${kind}`} />
      <div className="save__choices">
        <Select
          label="Kind of file"
          value={kind}
          options={fileKinds.map((value) => ({ value, label: kindLabels[value] }))}
          onChange={setKind}
        />
        <BitRateSelect kind={kind} />
      </div>
      {kind === 'srt' || kind === 'vtt' ? (
        <p className="save__hint">
          Timed by the words that were spoken, or by the sentences where the voice tells no times of words.
        </p>
      ) : null}
      <Button look="primary" type="submit">
        <Icon name="save" />
        Save
      </Button>
    </form>
  );
}

function BitRateSelect({ kind }: { readonly kind: FileKind }): ReactNode {
  const { change } = useActions();
  const rate = useAppState((state) => state.settings.saveBitRate);
  const rates = toBitRates(kind);
  if (rates.length === 0) return null;
  const options = [
    { value: '0', label: 'Automatic' },
    ...rates.map((value) => ({ value: String(value), label: `${value / 1000} kbit/s` })),
  ];
  return (
    <Select
      label="Bit rate"
      value={rates.includes(rate) ? String(rate) : '0'}
      options={options}
      onChange={(value) => change({ saveBitRate: Number(value) })}
    />
  );
}
