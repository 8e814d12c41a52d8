/** Resolves in a task of its own, so that what waits for the thread has its turn first. */
export function nextTask(): Promise<void> {
  // A timer would wait for 4 ms each time.
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
