/** What marks a message to the service worker as Sotto's: a site's own pages may use the same types. */
export interface Addressed {
  readonly to: 'sotto';
}

/** Marks a message for Sotto. */
export function address<Message extends object>(message: Message): Message & Addressed {
  return { ...message, to: 'sotto' };
}

/** Whether a message is marked for Sotto. */
export function isAddressed(data: unknown): data is Addressed {
  return typeof data === 'object' && data !== null && 'to' in data && data.to === 'sotto';
}
