import type { ReactNode } from 'react';

const paths = {
  play: 'M7 4.5v15l12.5-7.5z',
  pause: 'M6.5 4.5h4v15h-4zM13.5 4.5h4v15h-4z',
  stop: 'M5.5 5.5h13v13h-13z',
  previous: 'M6 5h2.4v14H6zM19 5v14l-9.5-7z',
  next: 'M15.6 5H18v14h-2.4zM5 5l9.5 7L5 19z',
  open: 'M4 5.5h6l2 2h8v3H6.3L4.2 17H4zM7.4 12h13.8l-2.4 6.5H5.2z',
  link: 'M10.6 13.4a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2 1.4 1.4L15 6.1a2 2 0 0 1 2.9 2.9l-3 3a2 2 0 0 1-2.9 0zM13.4 10.6a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2-1.4-1.4L9 17.9A2 2 0 0 1 6.1 15l3-3a2 2 0 0 1 2.9 0z',
  star: 'm12 3.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z',
  'star-empty':
    'm12 3.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8zm0 3.6-1.4 2.9-3.2.4 2.3 2.2-.6 3.2 2.9-1.5 2.9 1.5-.6-3.2 2.3-2.2-3.2-.4z',
  save: 'M11 3.5h2v8.6l3-3 1.4 1.4L12 15.9l-5.4-5.4L8 9.1l3 3zM4.5 18.5h15v2h-15z',
  download: 'M11 3.5h2v8.6l3-3 1.4 1.4L12 15.9l-5.4-5.4L8 9.1l3 3zM4.5 18.5h15v2h-15z',
  close: 'M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4 6.4 19 5 17.6 10.6 12 5 6.4z',
  microphone:
    'M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3zM5.5 11h2a4.5 4.5 0 0 0 9 0h2a6.5 6.5 0 0 1-5.5 6.4v3.1h-2v-3.1A6.5 6.5 0 0 1 5.5 11z',
} as const;

type IconName = keyof typeof paths;

/** Draws one of the icons in the colour of the text around it; always beside words or with a label on its button. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
