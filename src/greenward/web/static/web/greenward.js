// Progressive enhancement only: every page works without this file.

const on = (name, act) => document.addEventListener(name, act);

// The summary of errors is read out and reached first.
document.querySelector("[data-focus]")?.focus({ preventScroll: true });

// Copy buttons exist only where they can work.
const showCopyButtons = (root) => {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
};
showCopyButtons(document);

on("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    const said = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = said), 2000);
  }
  for (const menu of document.querySelectorAll("details[data-menu][open]"))
    if (!menu.contains(event.target)) menu.open = false;
});

on("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A form is sent once; coming back to the page makes it ready again.
on("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.hasAttribute("aria-busy")) return event.preventDefault();
  form.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});

// What htmx is loading looks busy; what it could not load says so and leaves the page as it was.
const busy = (event, begun) => event.detail.target?.[begun ? "setAttribute" : "removeAttribute"]("aria-busy", "true");
on("htmx:beforeRequest", (event) => busy(event, true));
on("htmx:afterRequest", (event) => {
  busy(event, false);
  event.detail.elt.closest("form")?.removeAttribute("aria-busy");
});
on("htmx:afterSwap", (event) => showCopyButtons(event.detail.target ?? document));

const failed = () => {
  const messages = document.getElementById("messages");
  if (!messages) return;
  const notice = document.createElement("div");
  notice.className = "notice bad";
  notice.textContent = messages.dataset.failed;
  messages.replaceChildren(notice);
};
on("htmx:sendError", failed);
on("htmx:responseError", failed);
