import { useState, type ReactNode } from 'react';
import { saveFile } from '../../../browser/save-file.ts';
import type { ExportFormat, LibraryReport } from '../../../speech/library.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Select } from '../../components/select.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { toMegabytes } from '../engine-panel/engine-words.ts';
import type { LibraryModel } from './library-model.ts';

const formats: readonly { value: ExportFormat; label: string }[] = [
  { value: 'wav', label: 'WAV' },
  { value: 'flac', label: 'FLAC, half the size' },
];

const limits = [100, 500, 1000, 2000].map((megabytes) => ({
  value: String(megabytes * 1_000_000),
  label: megabytes < 1000 ? `${megabytes} MB` : `${megabytes / 1000} GB`,
}));

interface LibraryFootProps {
  readonly report: LibraryReport;
  readonly model: LibraryModel;
}

/** How full the library is and may be, and its way out. */
export function LibraryFoot({ report, model }: LibraryFootProps): ReactNode {
  const { change } = useActions();
  const { takes, usedBytes, limitBytes } = report;
  const limit = useAppState(({ settings }) => String(settings.libraryLimitBytes));
  const { isExporting } = useStoreState(model.store);
  const [format, setFormat] = useState<ExportFormat>('wav');
  return (
    <div className="library__foot">
      <div className="library__meter">
        <p className="tabular">
          {toMegabytes(usedBytes)} of {toMegabytes(limitBytes)} used. When it is full, the oldest take that is
          not pinned makes room.
        </p>
        <ProgressBar label="Room used" fraction={usedBytes / limitBytes} />
      </div>
      <div className="library__choices">
        <Select
          label="Holds up to"
          value={limit}
          options={limits}
          onChange={(value) => change({ libraryLimitBytes: Number(value) })}
        />
        <Select label="Export as" value={format} options={formats} onChange={setFormat} />
        <Button
          isIdle={takes.length === 0 || isExporting}
          onClick={() => void model.export(takes, format, (file) => saveFile(file, 'sotto-takes.zip'))}
        >
          <Icon name="save" />
          {isExporting
            ? 'Packing'
            : `Export ${takes.length === 1 ? 'the take' : `all ${takes.length}`} as ZIP`}
        </Button>
      </div>
    </div>
  );
}
