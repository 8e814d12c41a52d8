import { expect, test } from "vitest";
import { deviceKeeper } from "./device-keeper.ts";

test("what another tab changes is told by its name, and what this one changes is not", async () => {
  const elsewhere = document.body.appendChild(document.createElement("iframe"));
  const names: (string | null)[] = [];
  deviceKeeper.onChangeElsewhere((name) => names.push(name));
  deviceKeeper.write("here", "1");
  elsewhere.contentWindow!.localStorage.setItem("there", "2");
  await expect.poll(() => names).toEqual(["there"]);
  expect(deviceKeeper.read("there")).toBe("2");
  deviceKeeper.forget(["here", "there"]);
  expect(deviceKeeper.read("there")).toBeNull();
  elsewhere.remove();
});
