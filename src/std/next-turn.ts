/**
 * Waits for the next turn of the event loop, so that messages which have come in are handled. A message to oneself does
 * it, since nested timers are held back by 4 ms each.
 */
export async function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
  port1.close();
}
