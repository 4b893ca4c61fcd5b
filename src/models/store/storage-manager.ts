/** The browser's account of this origin's storage, where this thread has one. */
export function findStorageManager(): StorageManager | undefined {
  return (globalThis as { navigator?: { storage?: StorageManager } }).navigator?.storage;
}
