import { createAbortError } from '../../std/abort.ts';
import type { RequestRecord } from '../request/request-record.ts';

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

/** Passes a body through unchanged, and ends the record of its request with it. */
export function countBytes(body: Bytes | null, record: RequestRecord): Bytes | null {
  const reader = body?.getReader();
  if (reader === undefined) {
    record.end(null);
    return null;
  }
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const step = await reader.read();
          if (step.done) {
            record.end(null);
            controller.close();
            return;
          }
          record.count(step.value.length);
          controller.enqueue(step.value);
        } catch (error) {
          record.end(error);
          throw error;
        }
      },
      async cancel(reason) {
        record.end(createAbortError());
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
