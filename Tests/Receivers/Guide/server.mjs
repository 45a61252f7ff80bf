// The guide's receiver in JavaScript behind an HTTP server. Its folder has receive.mjs, as the page has it.
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const { receive } = await import(pathToFileURL("receive.mjs"));
const stored = new Map();

const server = createServer(async (request, response) => {
  if (request.method === "GET") return response.end(String(stored.size));
  const parts = [];
  for await (const part of request) parts.push(part);
  const status = await receive(request.headers, Buffer.concat(parts), async (id, body) => {
    if (!stored.has(id)) stored.set(id, body);
  });
  response.writeHead(status, { "content-length": "0" }).end();
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
