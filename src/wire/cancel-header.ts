/**
 * Names a request from its page to the service worker, so that a message can cancel it: no browser tells a service worker
 * that a page gave a request up before its answer, and WebKit tells nothing later either.
 */
export const CANCEL_HEADER = 'x-sotto-cancel';
