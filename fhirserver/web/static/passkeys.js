// Passkeys need a script: the forms that have them are hidden without it.  https://www.w3.org/TR/webauthn-3/
"use strict";

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

const decoded = (options) => {
  const made = { ...options, challenge: bytes(options.challenge) };
  if (options.user) made.user = { ...options.user, id: bytes(options.user.id) };
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    if (options[name]) made[name] = options[name].map((item) => ({ ...item, id: bytes(item.id) }));
  }
  return made;
};

const encoded = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
};

const ask = {
  passkeyGet: (publicKey) => navigator.credentials.get({ publicKey }),
  passkeyCreate: (publicKey) => navigator.credentials.create({ publicKey }),
};

for (const [name, credentials] of Object.entries(ask)) {
  const attribute = name.replace(/[A-Z]/, (letter) => "-" + letter.toLowerCase());
  for (const form of document.querySelectorAll(`form[data-${attribute}]`)) {
    const failed = form.querySelector("[data-failed]");
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      failed.hidden = true;
      try {
        const credential = await credentials(decoded(JSON.parse(form.dataset[name])));
        form.elements.credential.value = encoded(credential);
      } catch {
        failed.hidden = false;
        return;
      }
      form.submit();
    });
  }
}

if (window.PublicKeyCredential) {
  for (const section of document.querySelectorAll("[data-passkey]")) section.hidden = false;
}
