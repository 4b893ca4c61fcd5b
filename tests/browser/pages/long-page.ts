/** How far an answer has come. */
export interface Progress {
  /** Null until the answer's head is there. */
  readonly status: number | null;
  readonly seconds: number;
  readonly byteCount: number;
  readonly readCount: number;
  readonly longestWaitSeconds: number;
  readonly isDone: boolean;
  /** What broke the answer. */
  readonly error: string | null;
}

let reads: Uint8Array<ArrayBuffer>[] = [];
let current: Progress;

/** Asks for speech and reads the answer as it comes, without anybody waiting for the end. */
export function start(input: string): void {
  const startedAt = performance.now();
  let readAt = startedAt;
  const note = (patch: Partial<Progress>): void => {
    current = { ...current, ...patch, seconds: (performance.now() - startedAt) / 1000 };
  };
  const read = async (): Promise<void> => {
    const response = await fetch('/v1/audio/speech', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ input, response_format: 'pcm' }),
    });
    note({ status: response.status });
    const reader = response.body!.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      const longestWaitSeconds = Math.max(current.longestWaitSeconds, (performance.now() - readAt) / 1000);
      readAt = performance.now();
      if (done) break;
      reads.push(value);
      const byteCount = current.byteCount + value.length;
      note({ byteCount, readCount: reads.length, longestWaitSeconds });
    }
    note({ isDone: true });
  };
  reads = [];
  current = {
    status: null,
    seconds: 0,
    byteCount: 0,
    readCount: 0,
    longestWaitSeconds: 0,
    isDone: false,
    error: null,
  };
  read().catch((error: unknown) => note({ error: String(error) }));
}

export function progress(): Progress {
  return current;
}

/** Everything that was read. */
export async function take(): Promise<string> {
  const url = await new Promise<string>((resolve) => {
    const file = new FileReader();
    file.onload = () => resolve(file.result as string);
    file.readAsDataURL(new Blob(reads));
  });
  return url.slice(url.indexOf(',') + 1);
}
