import type {} from "@rivulet/button/jsx";
import "@rivulet/button/define";
import type { RivuletButton } from "@rivulet/button";
import { createRef } from "react";

export const button = createRef<RivuletButton>();

export const Thanks = () => (
  <rivulet-button
    ref={button}
    key="one"
    className="thanks"
    publisher="marothro"
    url="https://blog.example/my-post"
    variant="large"
    nocount
    unlisted={false}
    onrivulet-counted={({ detail }) => console.log(detail.thing.url, detail.count?.toFixed())}
  >
    <a href="https://give.example.org/submit/auto?user_id=marothro">Give</a>
  </rivulet-button>
);
