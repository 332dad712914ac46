// The page that verifies a draw: takes a file by choice, by drop, or the one the page names.

import { digest, verify } from "./verifier.js";

const root = document.getElementById("verifier");
const [input, hash, drop] = ["#file", "#hash", ".drop"].map((one) => root.querySelector(one));
const states = [...root.querySelectorAll("[data-state]")];
const part = (name) => root.querySelector(`[data-state="${name}"]`);

let latest = 0;

function show(...names) {
  for (const one of states) one.hidden = !names.includes(one.dataset.state);
  root.dataset.verdict = names[0];
}

// What a path into the file says in words: which round, what differs, where first.
function inWords(path) {
  const [, round, rest] = path.match(/^(?:substitutions\/(\d+)\/)?(.*)$/);
  const what = rest.split("/")[0];
  const line = document.createElement("li");
  if (round !== undefined) line.append(`${root.dataset.round} ${Number(round) + 1}: `);
  line.append(root.dataset[what] ?? root.dataset.result);
  if (what === "result") {
    const where = document.createElement("code");
    where.textContent = path;
    line.append(` ${root.dataset.where}: `, where);
  }
  return line;
}

function tell(file, wrong, announced) {
  part("hash").querySelector("code").textContent = announced;
  if (!wrong.length) {
    part("same").querySelector(".counts").textContent = `${file.announcement.number} · ${file.result.chosen.length} / ${file.pool.targets.length}`;
    return show("same", "hash");
  }
  part("differs").querySelector(".where").replaceChildren(...wrong.map(inWords));
  show("differs", "hash");
}

// A file from before the draw: only the pool can be compared.
async function early(file, published) {
  const announced = await digest(file.announcement);
  const wrong = [];
  if (published && published.toLowerCase() !== announced) wrong.push("announcement");
  if ((await digest(file.pool)) !== file.announcement.pool_sha256) wrong.push("pool");
  if (wrong.length) return tell(file, wrong, announced);
  part("hash").querySelector("code").textContent = announced;
  show("early", "hash");
}

async function check(text) {
  const turn = ++latest;
  show("busy");
  const published = hash.value.trim();
  try {
    const file = JSON.parse(text);
    if (file.announcement && file.pool && !("result" in file)) return await early(file, published);
    const wrong = await verify(file, published);
    const announced = await digest(file.announcement);
    if (turn === latest) tell(file, wrong, announced);
  } catch {
    if (turn === latest) show("unverifiable");
  }
}

let held = null;
const recheck = () => held !== null && check(held);
async function take(file) {
  if (!file) return;
  held = await file.text();
  await check(held);
}

input.addEventListener("change", () => take(input.files[0]));
hash.addEventListener("change", recheck);
for (const name of ["dragover", "dragleave", "drop"])
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
    if (name === "drop") take(event.dataTransfer.files[0]);
  });

if (root.dataset.url) {
  show("busy");
  const answer = await fetch(root.dataset.url);
  held = await answer.text();
  await check(held);
}
