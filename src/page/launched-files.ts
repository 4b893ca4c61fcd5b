/** https://developer.mozilla.org/docs/Web/API/LaunchQueue; only Chromium has it, for installed apps. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Calls `open` with the first file of each launch by which the system had the installed app open files. */
export function receiveLaunchedFiles(open: (file: File) => void): void {
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files: [handle] }) => {
    if (handle === undefined) return;
    // A file that went away in between is no reason to disturb.
    handle.getFile().then(open, () => undefined);
  });
}
