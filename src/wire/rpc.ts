export { createRpcClient, type RpcCallOptions, type RpcClient } from './rpc-client.ts';
export { serveRpc, type RpcHandlers, type RpcServer } from './rpc-server.ts';
export { transferring } from './transferring.ts';
export { PeerLostError } from './peer-watch.ts';
