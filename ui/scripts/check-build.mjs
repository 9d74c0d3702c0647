// Fails when the built window holds something that its policy refuses or that is meant for development only.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const dist = "dist";
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const text = (name) => readFileSync(name, "utf8");

const refused = [
  [/\.html$/, /<style|<script(?![^>]*\bsrc=)|\sstyle="|\son\w+="/i, "an inline style, script or handler"],
  [/\.css$/, /url\(["']?(?:data:|https?:)|@import/i, "a style that loads from elsewhere"],
  [/\.js$/, /\beval\(|new Function\(/, "code made from text"],
  // `freezePrototype`: the file would end there, and the window stay empty.
  [/\.js$/, /\.prototype=\w+[,;]\w+\.constructor=/, "code that sets what a frozen prototype has"],
  [/\.(?:js|html)$/, /FakeBackend|Rivera|Evergreen/, "the back end made for development"],
];

const problems = files.flatMap((file) =>
  refused
    .filter(([names, pattern]) => names.test(file) && pattern.test(text(file)))
    .map(([, , what]) => `${file} holds ${what}`),
);
if (files.length === 0) problems.push("There is no build to check.");

for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`${files.length} built files hold nothing that the window's policy refuses.`);
process.exitCode = problems.length === 0 ? 0 : 1;
