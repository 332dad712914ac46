/* The page that checks a proof file: takes the file, verifies it here, says what came of it. */

import { Refused, check } from "./proof.js";

const words = JSON.parse(document.getElementById("words").textContent);
const answer = document.getElementById("answer");
const keys = document.getElementById("keys");
const file = document.getElementById("file");
const drop = document.getElementById("drop");

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function say(code, tone, title, ...parts) {
  const notice = element("div", "", `notice ${tone}`);
  notice.append(element("h2", title), ...parts);
  answer.dataset.code = code;
  answer.replaceChildren(notice);
  answer.hidden = false;
}

const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (all, name) => values[name] ?? all);

function entry(raw) {
  const text = new TextDecoder().decode(raw);
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

async function take(given) {
  if (!given) return;
  try {
    const found = await check(await given.text(), keys.value.split("\n").filter((line) => line.trim()));
    const place = filled(words.place, {
      index: found.index,
      size: found.size,
      origin: found.origin,
      names: found.signedBy.join(", "),
    });
    say("holds", "good", words.holds, element("p", place));
    answer.append(element("h3", words.entry_is), element("pre", entry(found.entry), "entry"));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const unsure = error.code === "no_crypto";
    say(error.code, unsure ? "warn" : "bad", unsure ? words.unsure : words.fails, element("p", words[error.code]));
  }
}

file.addEventListener("change", () => take(file.files[0]));
keys.addEventListener("change", () => take(file.files[0]));
drop.addEventListener("dragover", (event) => event.preventDefault());
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  take(event.dataTransfer.files[0]);
});
