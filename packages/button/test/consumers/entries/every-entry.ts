import "@rivulet/button/define";
import { type ButtonState, RivuletButton, type RivuletDetail } from "@rivulet/button";
import { type ButtonOptions, renderButton } from "@rivulet/button/html";
import type {} from "@rivulet/button/jsx";
import { type Client, createClient, RivuletError } from "@rivulet/client";

export const client: Client = createClient({ backend: "https://give.example.org" });
export const state: ButtonState | undefined = document.querySelector("rivulet-button")?.state;
export const code: "needs-gesture" | undefined =
  new RivuletError("needs-gesture").code === "needs-gesture" ? "needs-gesture" : undefined;
export const options: ButtonOptions = {
  backend: "https://a.example",
  publisher: "p",
  url: "https://b.example",
};
export const html: string = renderButton(options);
export const detail = (given: RivuletDetail): string | undefined => given.thing.title;
document.addEventListener("rivulet-counted", (event) => event.detail.count?.toFixed());
RivuletButton.words.de = { idle: "Geben" };
