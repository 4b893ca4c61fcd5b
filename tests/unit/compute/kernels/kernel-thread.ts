import { parentPort } from 'node:worker_threads';
import { createKernelServer, type KernelMessage } from '../../../../src/compute/kernels/serve-kernels.ts';

const serve = createKernelServer();

parentPort?.on('message', (message: KernelMessage) => {
  void serve(message).then((reply) => parentPort?.postMessage(reply));
});
