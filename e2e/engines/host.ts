import { once } from "node:events";
import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A host that answers what another does. */
export interface Host {
  address: string;
  /** Nothing answers there from here on. */
  stop(): void;
  startAgain(): Promise<void>;
}

/** Stands before the server that the page is tested on, which itself can't be stopped. */
export async function startHost(server: string): Promise<Host> {
  const { hostname, port, pathname } = new URL(server);
  const host = createServer(({ url: path, method, headers }, response) => {
    const asked = ask({ hostname, port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    asked.once("error", (error) => response.destroy(error)).end();
  });
  const listen = async (onPort: number) => {
    await once(host.listen(onPort, "127.0.0.1"), "listening");
    return (host.address() as AddressInfo).port;
  };
  const ownPort = await listen(0);
  return {
    address: `http://localhost:${ownPort}${pathname}`,
    stop() {
      host.close();
      // Browsers hold some open for their next request.
      host.closeAllConnections();
    },
    async startAgain() {
      await listen(ownPort);
    },
  };
}
