import { useState, type ReactNode } from 'react';
import { saveFile } from '../../../page/save-file.ts';
import type { ExportFormat, LibraryReport } from '../../../contract/takes.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Select } from '../../components/select.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import type { LibraryModel } from './library-model.ts';

const limits = [100, 500, 1000, 2000].map((megabytes) => megabytes * 1_000_000);

interface LibraryFootProps {
  readonly report: LibraryReport;
  readonly model: LibraryModel;
}

/** How full the library is and may be, and its way out. */
export function LibraryFoot({ report, model }: LibraryFootProps): ReactNode {
  const { change } = useActions();
  const { say, bytes } = useWords();
  const { takes, usedBytes, limitBytes } = report;
  const limit = useAppState(({ settings }) => String(settings.libraryLimitBytes));
  const { isExporting } = useStoreState(model.store);
  const [format, setFormat] = useState<ExportFormat>('wav');
  return (
    <div className="library__foot">
      <div className="library__meter">
        <p className="tabular">{say('library.used', { used: bytes(usedBytes), limit: bytes(limitBytes) })}</p>
        <ProgressBar label={say('common.roomUsed')} fraction={usedBytes / limitBytes} />
      </div>
      <div className="library__choices">
        <Select
          label={say('library.holdsUpTo')}
          value={limit}
          options={limits.map((value) => ({ value: String(value), label: bytes(value) }))}
          onChange={(value) => change({ libraryLimitBytes: Number(value) })}
        />
        <Select
          label={say('library.exportAs')}
          value={format}
          options={[
            { value: 'wav', label: 'WAV' },
            { value: 'flac', label: say('library.flac') },
          ]}
          onChange={setFormat}
        />
        <Button
          isIdle={takes.length === 0 || isExporting}
          onClick={() => void model.export(takes, format, (file) => saveFile(file, 'sotto-takes.zip'))}
        >
          <Icon name="save" />
          {isExporting ? say('common.packing') : say('library.exportAll', { count: takes.length })}
        </Button>
      </div>
    </div>
  );
}
