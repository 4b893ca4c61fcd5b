/** Converts an iterator of chunks to a stream that pulls one chunk for each read and cancels the iterator with itself. */
export function toReadableStream<T>(iterator: AsyncIterator<T>): ReadableStream<T> {
  return new ReadableStream<T>(
    {
      async pull(controller) {
        // An error thrown here errors the stream: a body that cannot be finished must never look whole.
        const step = await iterator.next();
        if (step.done === true) controller.close();
        else controller.enqueue(step.value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    // Nothing is pulled before somebody reads.
    { highWaterMark: 0 },
  );
}
