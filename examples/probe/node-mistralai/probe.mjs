// Reads one JSON payload a line; answers each with one line: what the SDK's own schemas make of it.
// The inbound schema is what the SDK parses responses with, the outbound one what it writes requests with.
import { createInterface } from "node:readline";
import {
  BatchJobOut$inboundSchema as inbound,
  BatchJobOut$outboundSchema as outbound,
} from "@mistralai/mistralai/models/components/batchjobout.js";

function answer(line) {
  const read = inbound.safeParse(JSON.parse(line));
  if (!read.success) {
    const [issue] = read.error.issues;
    const pointer = issue.path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`);
    return { accepted: false, error: issue.message, pointer: pointer.join("") };
  }
  return { accepted: true, value: outbound.parse(read.data) };
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = answer(line);
  } catch (error) {
    said = { raised: error.name, error: error.message };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
