/** An event target with a handler for each type, in the property `on` and the type. */
export class HandlerTarget extends EventTarget {
  /** Calls listeners, then the handler; what a handler throws is reported as what a listener throws. */
  override dispatchEvent(event: Event): boolean {
    const isGoing = super.dispatchEvent(event);
    const handler: unknown = Reflect.get(this, `on${event.type}`);
    if (typeof handler !== 'function') return isGoing;
    try {
      Reflect.apply(handler, this, [event]);
    } catch (error) {
      reportError(error);
    }
    return isGoing;
  }
}
