import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CONTEXTS_RUN_HOOKS, RequestContexts } from "@/lib/server/request-contexts";

const LONGER_THAN_A_LOOK_MS = 350;
const GIVEN_UP = CONTEXTS_RUN_HOOKS ? undefined : "request";

let contexts: RequestContexts;
let unfollow: () => void;
beforeEach(() => {
  contexts = new RequestContexts();
  unfollow = contexts.follow();
});
afterEach(() => unfollow());

/** One request to a server that answers with `answer`; ends when the test does. */
async function exchange(answer: (response: ServerResponse) => void): Promise<IncomingMessage> {
  const server = createServer((_request, response) => {
    contexts.answering(response);
    answer(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push(() => server.close().closeAllConnections());
  const [response] = await once(get({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" }), "response");
  return (response as IncomingMessage).resume();
}
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** What a continuation of a finished `run` still sees after `waitMs`. */
function seenLater(storage: AsyncLocalStorage<string>, waitMs = LONGER_THAN_A_LOOK_MS): Promise<string | undefined> {
  let later: Promise<string | undefined> = Promise.resolve(undefined);
  storage.run("request", () => {
    later = sleep(waitMs).then(() => storage.getStore());
  });
  return later;
}

describe("asynchronous contexts of console requests", () => {
  it("are given up when no request is being answered", async () => {
    expect(await seenLater(new AsyncLocalStorage<string>())).toBe(GIVEN_UP);
  });

  it("are kept until an answer is written to its end", async () => {
    let finish = (): void => {};
    await exchange((response) => {
      response.writeHead(200, { "content-type": "text/html" }).write("<p>");
      finish = () => response.end();
    });
    const storage = new AsyncLocalStorage<string>();
    expect(await seenLater(storage)).toBe("request");
    finish();
    expect(await seenLater(storage)).toBe(GIVEN_UP);
  });

  it("are not kept by a page that listens for events", async () => {
    await exchange((response) => {
      response.writeHead(200);
      response.write(": open\n\n");
    });
    expect(await seenLater(new AsyncLocalStorage<string>())).toBe("request");
    for (const close of open.splice(0)) close();
    await exchange((response) => {
      response.setHeader("content-type", "text/event-stream; charset=utf-8");
      response.writeHead(200);
      response.write(": open\n\n");
    });
    expect(await seenLater(new AsyncLocalStorage<string>())).toBe(GIVEN_UP);
  });

  it("are kept while work outside any answer runs in one", async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen = await storage.run("work", async () => {
      await sleep(LONGER_THAN_A_LOOK_MS);
      return storage.getStore();
    });
    expect(seen).toBe("work");
  });

  it("come back with the next request, and other storages are the same for their users", async () => {
    const storage = new AsyncLocalStorage<string>();
    await seenLater(storage);
    expect(storage.run("second", (suffix: string) => `${storage.getStore()}${suffix}`, "!")).toBe("second!");
    storage.enterWith("third");
    expect(storage.getStore()).toBe("third");
    await expect(storage.run("failing", () => Promise.reject(new Error("its own")))).rejects.toThrow("its own");
  });
});
