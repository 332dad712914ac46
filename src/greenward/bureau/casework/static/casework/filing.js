// Progressive enhancement of the page that files documents: how far the sending is.

const bar = document.querySelector("[data-sending]");

document.addEventListener("htmx:xhr:progress", (event) => {
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  const line = bar.querySelector("progress");
  line.max = event.detail.total;
  line.value = event.detail.loaded;
});
document.addEventListener("htmx:afterRequest", () => {
  if (bar) bar.hidden = true;
});
