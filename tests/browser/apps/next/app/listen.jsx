'use client';

import { useEffect, useState } from 'react';
import { useTake } from 'sotto/react';

/** A button that speaks, the state, and the words that were heard. */
export function Listen({ text }) {
  const { status, word, error, play, stop } = useTake({ voice: 'af_heart' });
  const [heard, setHeard] = useState([]);
  useEffect(() => {
    if (word !== null) setHeard((words) => [...words, word.text]);
  }, [word]);
  return (
    <>
      <button
        disabled={status === 'starting'}
        onClick={() => void (status === 'playing' ? stop() : play(text))}
      >
        {status === 'playing' ? 'Stop' : 'Listen'}
      </button>
      <output>{error === null ? status : error.message}</output>
      <ol>
        {heard.map((text, index) => (
          <li key={index}>{text}</li>
        ))}
      </ol>
    </>
  );
}
