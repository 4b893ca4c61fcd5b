import { useEffect, useRef, type ReactNode } from 'react';
import './listen.css';

/** Plays sound that lies in memory, with the platform's own controls. */
export function Listen({ audio, label }: { readonly audio: Blob; readonly label: string }): ReactNode {
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(audio);
    if (element.current !== null) element.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [audio]);
  return <audio className="listen" controls ref={element} aria-label={label} />;
}
