/** https://developer.mozilla.org/docs/Web/API/LaunchQueue; only Chromium has it, for installed apps. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Calls `open` with the first file whenever the system launches the installed app to open files. */
export function receiveLaunchedFiles(open: (file: File) => void): void {
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files: [handle] }) => {
    if (handle === undefined) return;
    // The file may be gone by now, which needs no message.
    handle.getFile().then(open, () => undefined);
  });
}
