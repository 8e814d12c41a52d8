/** Those who wait for something to become true. */
interface Waiters {
  /** Resolves once they are told. */
  wait(): Promise<void>;
  tell(): void;
}

export function createWaiters(): Waiters {
  const waiting: (() => void)[] = [];
  return {
    wait: () => new Promise((resolve) => waiting.push(resolve)),
    tell(): void {
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}
