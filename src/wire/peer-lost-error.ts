/** The other end of a port is gone: its thread ended, its page closed, or it has been silent for too long. */
export class PeerLostError extends Error {
  override readonly name = 'PeerLostError';

  constructor(message = 'The other end of the port is gone.') {
    super(message);
  }
}
