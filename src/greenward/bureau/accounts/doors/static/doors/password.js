// Says in words how good a new password is while it is typed, and shows it on request. Nothing
// leaves the page; the server decides.

const hint = document.querySelector("[data-strength]");
const field = document.getElementById(hint?.dataset.strength);

const judge = (text) => {
  const { shortest, advised, empty, short, fair, good, uniform } = hint.dataset;
  const length = [...text].length;
  if (!length) return empty;
  if (length < Number(shortest)) return short.replace("{n}", Number(shortest) - length);
  if (new Set(text).size < 5) return uniform;
  return length < Number(advised) ? fair : good;
};

const say = () => (hint.textContent = judge(field.value));
field?.addEventListener("input", say);
if (field?.value) say(); // typed before this was loaded, or filled in by the browser

const show = document.querySelector("[data-show]");
if (show) {
  show.closest("[hidden]").hidden = false;
  show.addEventListener("change", () => {
    for (const each of document.querySelectorAll("input[autocomplete$=password]"))
      each.type = show.checked ? "text" : "password";
  });
}
