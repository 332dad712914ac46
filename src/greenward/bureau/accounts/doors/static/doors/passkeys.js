// Passkeys, by the browser's own JSON forms of WebAuthn (level 3, 5.1.8 and 5.1.9). A form with
// data-passkey="create" or "get" has its options in a JSON script (data-options) or fetches them
// (data-options-from), and sends what the device answers in its hidden field.

const known = window.PublicKeyCredential?.parseCreationOptionsFromJSON;

const optionsOf = async (form) => {
  const { options, optionsFrom } = form.dataset;
  if (options) return JSON.parse(document.getElementById(options).textContent);
  const answer = await fetch(optionsFrom, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  return answer.json();
};

const ask = async (form) => {
  const { creation_options: make, request_options: use } = await optionsOf(form);
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(make.publicKey) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(use.publicKey) });
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !known;
  for (const other of form.parentElement.querySelectorAll("[data-without-passkeys]")) other.hidden = Boolean(known);
  form.querySelector("button").addEventListener("click", async (event) => {
    event.preventDefault();
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify((await ask(form)).toJSON());
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
