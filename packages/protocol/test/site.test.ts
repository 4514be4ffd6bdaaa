import { describe, expect, test } from "vitest";
import { isSite, siteOf } from "../src/site.js";

describe("sites", () => {
  test.each([
    "https://blog.example",
    "https://blog.example:8443",
    "https://xn--mnchen-3ya.example",
    "http://localhost",
    "http://localhost:4001",
    "http://127.0.0.1:4001",
    "http://[::1]:4001",
    "https://[2001:db8::1]",
    "https://192.0.2.1",
    "https://a-b.c0.example",
  ])("%s is a site", (text) => {
    expect(isSite(text)).toBe(true);
  });

  test.each([
    "",
    "null",
    "http://blog.example",
    "http://127.0.0.2",
    "http://localhost.example",
    "https://blog.example/",
    "https://blog.example/post",
    "https://BLOG.example",
    "https://blog.example:443",
    "https://user@blog.example",
    "https://münchen.example",
    "file:///etc/hosts",
    "data:text/html,x",
    "blog.example",
    "app://localhost",
    "https://*",
    "https://*.example",
    "https://a,b.example",
    "https://a;script-src",
    "https://a'b.example",
    "https://a(b).example",
    "https://a_b.example",
  ])("%j is no site", (text) => {
    expect(isSite(text)).toBe(false);
  });

  test.each([
    ["https://blog.example/a?b#c", "https://blog.example"],
    ["https://user:secret@blog.example:443/", "https://blog.example"],
    ["http://localhost:4001/post", "http://localhost:4001"],
    ["http://blog.example/post", null],
    ["/post", null],
    ["blob:http://blog.example/1", null],
  ])("the site of %s is %s", (address, site) => {
    expect(siteOf(address)).toBe(site);
  });
});
