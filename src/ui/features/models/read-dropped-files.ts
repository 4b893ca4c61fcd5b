/** Reads the files that were dropped, those in dropped folders too. Call it in the event: the list is gone afterwards. */
export async function readDroppedFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  const files = [...data.files];
  // Where the browser tells nothing of folders, the files alone must do.
  if (entries.every((entry) => entry === null)) return files;
  const present = entries.filter((entry) => entry !== null);
  const found = await Promise.all(present.map(readEntry));
  return found.flat();
}

async function readEntry(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) {
    return [
      await new Promise<File>((resolve, reject) => {
        entry.file(resolve, reject);
      }),
    ];
  }
  if (!isDirectory(entry)) return [];
  const files: File[] = [];
  const reader = entry.createReader();
  for (;;) {
    // A folder is told a hundred entries at a time.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) return files;
    for (const child of batch) files.push(...(await readEntry(child)));
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
