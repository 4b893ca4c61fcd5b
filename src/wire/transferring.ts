/** A value on its way to another thread, with what moves there instead of being copied. */
export class Transferring<T> {
  readonly value: T;
  readonly transfer: readonly Transferable[];

  constructor(value: T, transfer: readonly Transferable[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

/** Marks what of `value` is transferred; the sender can no longer use it afterwards. */
export function transferring<T>(value: T, transfer: readonly Transferable[]): Transferring<T> {
  return new Transferring(value, transfer);
}
