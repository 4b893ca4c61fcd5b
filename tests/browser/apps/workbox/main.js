import { installSpeech } from 'sotto/page';

const status = document.querySelector('[role=status]');
try {
  await installSpeech({ registration: navigator.serviceWorker.register('/sw.js') });
  status.textContent = 'Ready.';
} catch (error) {
  status.textContent = error.message;
}
