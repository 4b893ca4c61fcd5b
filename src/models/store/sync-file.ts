/** The part of `FileSystemSyncAccessHandle` that is used; that type is known to worker programs only. */
export interface SyncFile {
  getSize(): number;
  read(target: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  /** Returns how many bytes were written. */
  write(source: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}

/** A file handle in a dedicated worker. `move` is in every browser that has sync handles, but not in the type library. */
export type SyncFileHandle = FileSystemFileHandle & {
  createSyncAccessHandle(): Promise<SyncFile>;
  move(name: string): Promise<void>;
};
