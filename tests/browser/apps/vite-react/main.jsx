import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { installSpeech } from 'sotto/page';

const installed = installSpeech();

function Status() {
  const [text, setText] = useState('Starting…');
  useEffect(() => {
    installed.then(
      () => setText('Ready.'),
      (error) => setText(error.message),
    );
  }, []);
  return <p role="status">{text}</p>;
}

createRoot(document.getElementById('root')).render(<Status />);
