/** What the system starts the page for, as far as it is used here; only Chromium tells. */
interface LaunchParams {
  /** Files that are opened with the page; none where it is started without. */
  readonly files: readonly { getFile(): Promise<File> }[];
}

interface LaunchQueue {
  setConsumer(consumer: (launch: LaunchParams) => void): void;
}

/** Opens the files that the system opens with the page. */
export function openLaunched(open: (files: readonly File[]) => Promise<void>): void {
  const { launchQueue } = window as unknown as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files }) => {
    if (files.length > 0) void Promise.all(files.map((file) => file.getFile())).then(open);
  });
}
