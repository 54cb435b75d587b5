import { describe, expect, test } from "vitest";
import { baseUrlDefect, isPublicAddress } from "@/lib/upstream/address-guard";

describe("addresses a provider may have", () => {
  test.each(["8.8.8.8", "2606:4700::1111"])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "fd00:ec2::254",
    "fe80::1",
    "2002:7f00:1::",
    "not an address",
  ])("%s is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("base URLs a provider may have", () => {
  test.each(["https://api.cometapi.com/v1", "https://8.8.8.8/v1"])("%s is taken", (url) => {
    expect(baseUrlDefect(url, false)).toBeNull();
  });

  test.each([
    "http://api.cometapi.com/v1",
    "https://127.0.0.1/v1",
    "https://2130706433/v1",
    "https://0x7f.1/v1",
    "https://0177.0.0.1/v1",
    "https://[::ffff:7f00:1]/v1",
    "https://[64:ff9b::7f00:1]/v1",
    "https://localhost/v1",
    "https://models.localhost/v1",
    "https://user:secret@api.cometapi.com/v1",
    "ftp://api.cometapi.com",
  ])("%s is refused", (url) => {
    expect(baseUrlDefect(url, false)).not.toBeNull();
  });

  test("a private network is taken only when the provider says so", () => {
    expect(baseUrlDefect("http://127.0.0.1:8080/v1", true)).toBeNull();
  });
});
