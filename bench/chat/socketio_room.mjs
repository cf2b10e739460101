// The other arrangement: a room of socket.io, as its documentation makes one. `node socketio_room.mjs PORT`, in a folder in
// which socket.io is installed. Who connects is in the room; what somebody says goes to everybody there.
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { resolve } from "node:path";

const { Server } = createRequire(resolve("package.json"))("socket.io");
const server = createServer();
const io = new Server(server, { transports: ["websocket"] });
io.on("connection", (socket) => {
  socket.join("room");
  socket.on("line", (html) => io.to("room").emit("line", html));
});
server.listen(Number(process.argv[2]), "127.0.0.1", 4096);
