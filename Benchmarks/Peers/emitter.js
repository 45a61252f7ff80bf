// Node's EventEmitter: one listener that adds a field of a six-field event to a counter.
// Prints nanoseconds per event, the best of many short rounds.
const { EventEmitter } = require("node:events");

const emitter = new EventEmitter();
const counter = { total: 0 };
emitter.on("VolumeResized", (event) => {
  counter.total += event.bytes;
});

const event = { volume: 7, sequence: 0, name: "data-volume-of-the-billing-system", zone: 1, node: 2, bytes: 0 };

function round(count) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < count; i++) {
    event.sequence = i;
    event.bytes = i & 7;
    emitter.emit("VolumeResized", event);
  }
  return Number(process.hrtime.bigint() - start) / count;
}

let best = Infinity;
const rounds = 600, count = 80_000;
for (let i = 0; i < rounds; i++) best = Math.min(best, round(count));
if (counter.total !== rounds * count * 3.5) throw new Error("the listener missed events");
console.log(best.toFixed(2));
