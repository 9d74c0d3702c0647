// Fails when a message of the source is missing from a catalogue, has no translation, or is no longer used.
import { getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";

const config = getConfig({ cwd: process.cwd() });
const problems = [];

for (const catalog of await getCatalogs(config)) {
  const used = await catalog.collect();
  if (!used) throw new Error("The source could not be read.");
  for (const locale of config.locales) {
    const kept = (await catalog.read(locale)) ?? {};
    for (const [id, { message }] of Object.entries(used)) {
      if (!kept[id]) problems.push(`${locale}: missing: ${message ?? id}`);
      else if (!kept[id].translation) problems.push(`${locale}: not translated: ${message ?? id}`);
    }
    for (const [id, { message }] of Object.entries(kept)) {
      if (!used[id]) problems.push(`${locale}: not used any more: ${message ?? id}`);
    }
  }
}

for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? "Every message has its translation." : `${problems.length} problems; run "npm run messages".`);
process.exitCode = problems.length === 0 ? 0 : 1;
