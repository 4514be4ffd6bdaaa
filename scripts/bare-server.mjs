import { createServer } from "node:http";

/** What `npm run bench:server` measures against: reads the body, answers a small JSON, does nothing else. */
const ANSWER = JSON.stringify({ counts: { "http://127.0.0.1/": 12 } });

const server = createServer((request, response) => {
  request.resume();
  request.once("end", () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": ANSWER.length });
    response.end(ANSWER);
  });
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("ready"));
