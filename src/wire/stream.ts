export { openStream, type OpenStreamOptions } from './open-stream.ts';
export { serveStream, type StreamSource } from './serve-stream.ts';
export { toReadableStream } from './to-readable-stream.ts';
