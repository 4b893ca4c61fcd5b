import { installSpeech } from 'sotto/page';

const status = document.querySelector('[role=status]');
await installSpeech({ registration: navigator.serviceWorker.register('/sw.js') });
status.textContent = 'Ready.';
