import { createOrtSession } from '../../engine/kokoro/ort-session.ts';
import { serveSession } from '../../engine/kokoro/serve-session.ts';
import { Scope } from '../../std/scope.ts';

/** Runs one model with ONNX Runtime, for the engine worker that started it; ends with that session. */
declare const self: DedicatedWorkerGlobalScope;

serveSession(self, createOrtSession, new Scope());
