import { ask } from "./api.js";
import { h, moment, show } from "./dom.js";

// What the vault keeps. A value goes in and never comes out again: the host has no address that gives one.
export function credentialsPage(parent, { ended }) {
  const fault = h("p", { class: "fault", role: "alert" });
  const list = h("ul", { class: "cards" });
  const field = (id, label, attributes) => [h("label", { for: id }, label), h("input", { id, name: id, required: true, autocomplete: "off", spellcheck: "false", ...attributes })];
  const form = h("form", { class: "card", onsubmit: add },
    h("h2", {}, "Add a credential"),
    h("div", { class: "fields" },
      h("p", {}, field("credential-name", "Name", { pattern: "[a-z][a-z0-9._\\-]{0,63}", placeholder: "mail.imap", title: "Lower-case letters, digits, dots and dashes, beginning with a letter" })),
      h("p", {}, field("host", "Mail server", { placeholder: "mail.example", maxlength: 253 })),
      h("p", {}, field("port", "Port", { type: "number", min: 1, max: 65535, value: 993 })),
      h("p", {}, field("user", "User name", { maxlength: 256 })),
      h("p", {}, field("value", "Password", { type: "password", autocomplete: "new-password", maxlength: 4096 }))),
    fault,
    h("button", { class: "primary", type: "submit" }, "Seal it"));
  show(parent, h("div", { class: "page" },
    h("h1", {}, "Credentials"),
    h("p", { class: "lead" }, "Sealed in the vault together with the server they are for. Only names are shown; a value cannot be shown to anybody, you included."),
    list, form));
  refresh();
  return { name: "credentials" };

  async function refresh() {
    await attempt(async () => {
      const all = await ask("GET", "/api/credentials");
      show(list, all.length ? all.map(card) : h("li", { class: "empty" }, "None yet."));
    });
  }

  function card(one) {
    return h("li", { class: "card line" },
      h("p", {}, h("strong", {}, one.name), h("br"), h("span", { class: "dim" }, `${one.kind} for ${one.purpose}, sealed `), moment(one.storedAt, "full")),
      h("button", { class: "danger", type: "button", "aria-label": `Delete ${one.name}`, onclick: () => attempt(() => ask("DELETE", `/api/credentials/${encodeURIComponent(one.name)}`)).then(refresh) }, "Delete"));
  }

  async function add(event) {
    event.preventDefault();
    const { elements } = form;
    await attempt(async () => {
      await ask("POST", "/api/credentials", { name: elements["credential-name"].value, host: elements.host.value, port: Number(elements.port.value), userName: elements.user.value, value: elements.value.value });
      form.reset();
      await refresh();
    });
    elements.value.value = "";
  }

  async function attempt(act) {
    fault.textContent = "";
    try {
      await act();
    } catch (refusal) {
      if (refusal.status === 401) return ended();
      fault.textContent = refusal.message;
    }
  }
}
