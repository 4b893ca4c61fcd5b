import type { Scope } from '../std/scope.ts';

/** Whether the service worker answers requests of this method for this absolute address. */
type IsOwn = (url: string, method: string) => boolean;

/**
 * Loads again what the document names by addresses of the API and what the network answered, since the page was not served
 * yet: `<audio>` and `<video>`, and their `<track>`s. What still loads is given one more chance when it fails.
 */
export function retryMedia(scope: Scope, isOwn: IsOwn): void {
  for (const media of document.querySelectorAll<HTMLMediaElement>('audio, video')) {
    if (toAddresses(media).some((address) => isOwn(address, 'GET'))) retryElement(scope, media);
  }
  for (const track of document.querySelectorAll('track')) {
    if (track.src !== '' && isOwn(track.src, 'GET')) retryTrack(scope, track);
  }
}

function toAddresses(media: HTMLMediaElement): string[] {
  const sources = [...media.querySelectorAll('source')].map(({ src }) => src);
  return [media.src, ...sources].filter((address) => address !== '');
}

function retryElement(scope: Scope, media: HTMLMediaElement): void {
  const hasFailed = media.error !== null || media.networkState === HTMLMediaElement.NETWORK_NO_SOURCE;
  if (hasFailed) media.load();
  else if (media.readyState === HTMLMediaElement.HAVE_NOTHING) {
    // In a list of sources, the last one reports the error of all.
    const told = media.src === '' ? ([...media.querySelectorAll('source')].at(-1) ?? media) : media;
    onceFailed(scope, told, () => media.load());
  }
}

function retryTrack(scope: Scope, track: HTMLTrackElement): void {
  const load = (): void => {
    const { src } = track;
    // The same address is a change only where there was none when the browser looked.
    track.removeAttribute('src');
    scope.timeout(() => {
      track.src = src;
    }, 0);
  };
  if (track.readyState === HTMLTrackElement.ERROR) load();
  else if (track.readyState === HTMLTrackElement.LOADING) onceFailed(scope, track, load);
}

function onceFailed(scope: Scope, element: HTMLElement, handler: () => void): void {
  const waiting = scope.child();
  waiting.listen(element, 'error', () => {
    waiting.dispose();
    handler();
  });
}
