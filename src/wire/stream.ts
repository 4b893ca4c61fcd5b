export { openStream } from './open-stream.ts';
export { serveStream, type StreamSource } from './serve-stream.ts';
export { toReadableStream } from './to-readable-stream.ts';
