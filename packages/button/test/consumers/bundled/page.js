import "@rivulet/button/define";
import { RivuletButton } from "@rivulet/button";

// Own words, to see that both entries share one class.
RivuletButton.words.en = { idle: "Bundled" };
