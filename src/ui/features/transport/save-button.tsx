import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';

/** Saves the sound as a file, making it first where it was not played. */
export function SaveButton(): ReactNode {
  const { saveWav, cancelSave } = useActions();
  const isEmpty = useAppState((state) => state.text.trim() === '');
  const percent = useAppState(({ save }) =>
    save.phase === 'working' ? Math.round(save.fraction * 100) : null,
  );
  if (percent !== null) {
    return (
      <Button onClick={cancelSave}>
        <Icon name="close" />
        <span className="tabular">Cancel ({percent} %)</span>
      </Button>
    );
  }
  return (
    <Button onClick={saveWav} disabled={isEmpty}>
      <Icon name="save" />
      Save as WAV
    </Button>
  );
}
