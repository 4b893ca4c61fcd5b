import { useEffect, useRef, type ReactNode } from 'react';
import { Scope } from '../../../std/scope.ts';
import { useStore } from '../../store/app-context.ts';
import { drawWaveform } from './draw-waveform.ts';

/** Draws the take's sound as it is made, with the part that was heard in ink. */
export function Waveform(): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStore();

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const scope = new Scope();
    let frame = 0;
    const redraw = (): void => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        drawWaveform(element, store.getState().take);
      });
    };
    scope.add(() => cancelAnimationFrame(frame));
    scope.add(store.subscribe(redraw));
    scope.listen(matchMedia('(prefers-color-scheme: dark)'), 'change', redraw);
    const observer = new ResizeObserver(redraw);
    observer.observe(element);
    scope.add(() => observer.disconnect());
    redraw();
    return () => scope.dispose();
  }, [store]);

  return <canvas className="transport__waveform" ref={canvas} aria-hidden="true" />;
}
