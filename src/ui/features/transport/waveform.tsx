import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { Scope } from '../../../std/scope.ts';
import { useActions, useAppState, useStore } from '../../store/app-context.ts';
import { findMadePlace, toMadeSeconds, toTake, type Take } from '../../store/take.ts';
import { useWords } from '../../store/use-words.ts';
import { drawWaveform, isSamePicture, toPicture, type WaveformPicture } from './draw-waveform.ts';
import { toClock } from './to-clock.ts';

const STEP_SECONDS = 5;

interface WaveformProps {
  /** Called with the take at a press on a place of it that is not made yet. */
  readonly onBeyond: (take: Take) => void;
}

/** The take's sound as it is made, with the part that was heard in ink; a click or the arrow keys go elsewhere in it. */
export function Waveform({ onBeyond }: WaveformProps): ReactNode {
  const { seek } = useActions();
  const { say } = useWords();
  const store = useStore();
  const position = useAppState((state) => Math.floor(toTake(state.take)?.positionSeconds ?? 0));
  const made = useAppState(({ take: state }) => {
    const take = toTake(state);
    return take === null ? 0 : Math.floor(toMadeSeconds(take));
  });
  const canSeek = useAppState(({ take }) => take.phase !== 'none' && take.phase !== 'preparing');

  const seekToPointer = (event: PointerEvent<HTMLElement>): void => {
    const take = toTake(store.getState().take);
    if (take === null || event.buttons !== 1) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = findMadePlace(take, (event.clientX - left) / Math.max(1, width));
    if (place !== null) seek(place);
    else if (event.type === 'pointerdown') onBeyond(take);
  };
  const seekByKey = (event: KeyboardEvent): void => {
    const take = toTake(store.getState().take);
    const target = take === null ? null : toKeyTarget(event.key, take.positionSeconds, toMadeSeconds(take));
    if (target === null) return;
    event.preventDefault();
    seek(target);
  };

  return (
    <div
      className="waveform"
      role="slider"
      tabIndex={0}
      aria-label={say('transport.position')}
      aria-valuemin={0}
      aria-valuemax={made}
      aria-valuenow={Math.min(position, made)}
      aria-valuetext={say('common.amountOf', { part: toClock(position), whole: toClock(made) })}
      aria-disabled={!canSeek || undefined}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seekToPointer(event);
      }}
      onPointerMove={seekToPointer}
      onKeyDown={seekByKey}
    >
      <WaveformCanvas />
    </div>
  );
}

function WaveformCanvas(): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStore();
  const theme = useAppState((state) => state.settings.theme);

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const scope = new Scope();
    let frame = 0;
    let shown: WaveformPicture | null = null;
    const redraw = (): void => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        shown = drawWaveform(element, store.getState());
      });
    };
    // Of the thirty reports a second, most move the place by less than a bar; a frame for each would cost a battery much.
    const follow = (): void => {
      if (shown === null || !isSamePicture(shown, toPicture(store.getState(), shown.barCount))) redraw();
    };
    scope.add(() => cancelAnimationFrame(frame));
    scope.add(store.subscribe(follow));
    scope.listen(matchMedia('(prefers-color-scheme: dark)'), 'change', redraw);
    scope.observer(new ResizeObserver(redraw)).observe(element);
    redraw();
    return () => scope.dispose();
    // The page takes a theme on after this effect, and before the frame that is drawn for it.
  }, [store, theme]);

  return <canvas className="waveform__canvas" ref={canvas} aria-hidden="true" />;
}

function toKeyTarget(key: string, position: number, made: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return position - STEP_SECONDS;
    case 'ArrowRight':
    case 'ArrowUp':
      return position + STEP_SECONDS;
    case 'PageDown':
      return position - 6 * STEP_SECONDS;
    case 'PageUp':
      return position + 6 * STEP_SECONDS;
    case 'Home':
      return 0;
    case 'End':
      return made;
    default:
      return null;
  }
}
