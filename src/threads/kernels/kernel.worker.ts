import { createKernelServer, type KernelMessage } from '../../compute/kernels/serve-kernels.ts';
import { Scope } from '../../std/scope.ts';

/** One more thread for the kernels, started by the thread that runs a session; ends with it. */
declare const self: DedicatedWorkerGlobalScope;

const serve = createKernelServer();

new Scope().listen(self, 'message', ({ data }: MessageEvent<KernelMessage>) => {
  void serve(data).then((reply) => {
    self.postMessage(reply);
  });
});
