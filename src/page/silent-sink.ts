import type { Scope } from '../std/scope.ts';
import type { SourceToSink } from '../wire/player.protocol.ts';

/**
 * Creates a sink that takes samples as fast as they are made and plays none, for takes that are only saved. It closes
 * at the end of the take, and with its owner where the take breaks off.
 */
export function createSilentSink(owner: Scope): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const scope = owner.child();
  scope.add(() => {
    port1.close();
  });
  scope.listen(port1, 'message', ({ data }: MessageEvent<SourceToSink>) => {
    if (data.type === 'pcm') port1.postMessage({ type: 'pull' });
    else scope.dispose();
  });
  port1.start();
  port1.postMessage({ type: 'pull' });
  return port2;
}
