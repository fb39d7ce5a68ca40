// Reads files in hexadecimal, one on each line, and answers with what dotenv makes of each.
// Called with a folder that has the package in its node_modules.
const path = require("node:path");
const { createRequire } = require("node:module");

const from = createRequire(path.join(path.resolve(process.argv[2]), "any.js"));
const dotenv = from("dotenv");
const lines = require("node:fs").readFileSync(0, "latin1").split("\n");
lines.pop();
const answers = lines.map((line) => JSON.stringify(dotenv.parse(Buffer.from(line, "hex"))));
process.stdout.write(from("dotenv/package.json").version + "\n" + answers.join("\n") + "\n");
