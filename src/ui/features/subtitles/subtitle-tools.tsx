import type { ReactNode } from 'react';
import { saveFile } from '../../../page/save-file.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { toPlainText, toSubtitleFiles } from './to-subtitle-files.ts';
import type { SubtitlesModel } from './subtitles-model.ts';

/** What can be done with lines: save them, put them into English, speak them. */
export function SubtitleTools({ model }: { readonly model: SubtitlesModel }): ReactNode {
  const { speakText, noteSubtitles } = useActions();
  const { say } = useWords();
  const { rows, language, recording, file, task } = useStoreState(model.store);
  if (recording === null || rows.length === 0) return null;
  const name = recording.name.replace(/\.[^.]{1,8}$/, '');
  const isTranslated = task === 'translate';
  const written = isTranslated ? 'en' : language;
  const files = toSubtitleFiles(rows, written);
  const plainText = toPlainText(rows, written);
  return (
    <div className="subtitles__actions">
      {Object.entries(files).map(([ending, content]) => (
        <Button
          key={ending}
          onClick={() => {
            saveFile(new Blob([content], { type: 'text/plain' }), `${name}.${ending}`);
            noteSubtitles(false);
          }}
        >
          <Icon name="save" />
          {say('subtitles.saveAs', { format: ending.toUpperCase() })}
        </Button>
      ))}
      {file === null || (language === 'en' && !isTranslated) ? null : (
        <Button onClick={() => model.hear(file, isTranslated ? 'transcribe' : 'translate')}>
          {say(isTranslated ? 'subtitles.original' : 'subtitles.translate')}
        </Button>
      )}
      <Button
        isIdle={plainText === ''}
        onClick={() => {
          speakText(plainText);
          document.getElementById('text')?.focus();
        }}
      >
        <Icon name="play" />
        {say('subtitles.speakThis')}
      </Button>
      <Button look="quiet" onClick={model.clear}>
        {say('common.clear')}
      </Button>
    </div>
  );
}
