import { memo, useEffect, useState, type ReactNode } from 'react';
import { Scope } from '../../../std/scope.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { toClock } from '../transport/to-clock.ts';
import type { SubtitleRow, SubtitlesModel } from './subtitles-model.ts';

interface Media {
  readonly current: HTMLMediaElement | null;
}

interface SubtitleRowsProps {
  readonly model: SubtitlesModel;
  /** What plays the recording. */
  readonly media: Media;
}

/** The lines of a recording as they are heard; each can be corrected, and played from where it begins. */
export function SubtitleRows({ model, media }: SubtitleRowsProps): ReactNode {
  const { say } = useWords();
  const { rows, file } = useStoreState(model.store);
  const playing = usePlayingRow(rows, media, file);
  if (rows.length === 0) return null;
  return (
    <ol className="subtitles__rows" aria-label={say('subtitles.lines')}>
      {rows.map((row, index) => (
        <Row
          key={`${index} ${row.start}`}
          row={row}
          isPlaying={index === playing}
          hasSound={file !== null}
          onPlay={() => playFrom(media, row.start)}
          onEdit={(text) => model.edit(index, text)}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  readonly row: SubtitleRow;
  readonly isPlaying: boolean;
  /** Whether the recording is at hand. */
  readonly hasSound: boolean;
  readonly onPlay: () => void;
  readonly onEdit: (text: string) => void;
}

const Row = memo(
  function Row({ row, isPlaying, hasSound, onPlay, onEdit }: RowProps): ReactNode {
    const { say } = useWords();
    const { start, text, guess, speaker } = row;
    const time = toClock(Math.floor(start));
    const toldSpeaker = speaker === null ? undefined : say('subtitles.speaker', { name: speaker });
    return (
      <li
        className={guess === null ? 'subtitle' : 'subtitle subtitle--unclear'}
        aria-current={isPlaying ? 'true' : undefined}
      >
        <Button
          look="quiet"
          isIdle={!hasSound}
          onClick={onPlay}
          aria-label={say('subtitles.playFrom', { time })}
        >
          <Icon name="play" />
          <span className="tabular">{time}</span>
        </Button>
        {speaker === null ? null : (
          <span className="subtitle__speaker" title={toldSpeaker} aria-hidden="true">
            {speaker}
          </span>
        )}
        <textarea
          className="subtitle__text"
          rows={1}
          dir="auto"
          value={text}
          placeholder={guess ?? undefined}
          aria-label={[say('subtitles.line', { time }), toldSpeaker].filter(Boolean).join(', ')}
          onChange={(event) => onEdit(event.target.value)}
        />
        {guess === null ? null : (
          <span className="subtitle__doubt">
            <span className="subtitle__mark">{say('subtitles.unclear')}</span>
            {guess === '' ? null : (
              <Button onClick={() => onEdit(guess)}>{say('subtitles.keepGuess')}</Button>
            )}
          </span>
        )}
      </li>
    );
  },
  // The handlers are others at each render, and do the same.
  (before, after) =>
    before.row === after.row && before.isPlaying === after.isPlaying && before.hasSound === after.hasSound,
);

function playFrom({ current: media }: Media, seconds: number): void {
  if (media === null) return;
  media.currentTime = seconds;
  // A format that the browser cannot play is seen in the player.
  media.play().catch(() => undefined);
}

/** The index of the line that is being played; -1 for none. */
function usePlayingRow(rows: readonly SubtitleRow[], media: Media, file: File | null): number {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    const { current: element } = media;
    if (element === null) return undefined;
    const scope = new Scope();
    const follow = (): void => setSeconds(element.paused ? null : element.currentTime);
    for (const type of ['timeupdate', 'pause', 'ended', 'emptied'] as const)
      scope.listen(element, type, follow);
    return () => scope.dispose();
  }, [media, file]);
  return seconds === null ? -1 : rows.findIndex(({ start, end }) => seconds >= start && seconds < end);
}
