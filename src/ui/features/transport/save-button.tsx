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
      <Button onClick={cancelSave} aria-label={`Cancel saving, ${percent} % made`}>
        <Icon name="close" />
        <span className="tabular">
          <span className="wide-only">Cancel </span>
          {percent} %
        </span>
      </Button>
    );
  }
  return (
    <Button onClick={saveWav} disabled={isEmpty} aria-label="Save as WAV">
      <Icon name="save" />
      <span>
        Save<span className="wide-only"> as WAV</span>
      </span>
    </Button>
  );
}
