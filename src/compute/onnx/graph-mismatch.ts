/** A graph is not built as it is expected to be; the message says where. It is caught, and the graph is left alone. */
export class GraphMismatch extends Error {
  override readonly name = 'GraphMismatch';
}
