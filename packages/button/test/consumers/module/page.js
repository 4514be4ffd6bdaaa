// Without a bundler: the package's files by their addresses, as an import map or a server names them.
import "./node_modules/@rivulet/button/dist/package/define.js";
import { RivuletButton } from "./node_modules/@rivulet/button/dist/package/index.js";

RivuletButton.words.en = { idle: "Bundled" };
