import { ask } from "./api.js";
import { h, show } from "./dom.js";

// Sign in, or sign up: one form, since both ask for the same two things.
export function accountPage(parent, { note, done }) {
  let isNew = false;
  const fault = h("p", { class: "fault", role: "alert" });
  const title = h("h1", {});
  const lead = h("p", { class: "lead" });
  const hint = h("p", { class: "hint", id: "hint" }, "At least 12 characters. A few words that belong to nobody else are easy to keep.");
  const name = h("input", { id: "name", name: "username", autocomplete: "username", autocapitalize: "none", spellcheck: "false", required: true, maxlength: 64 });
  const password = h("input", { id: "password", name: "password", type: "password", required: true, maxlength: 256 });
  const go = h("button", { class: "primary", type: "submit" });
  const other = h("button", { class: "link", type: "button", onclick: () => choose(!isNew) });
  const form = h("form", { class: "card account", onsubmit: submit },
    h("img", { src: "raindrop.svg", alt: "", width: 48, height: 48 }),
    title, lead,
    note && h("p", { class: "notice", role: "status" }, note),
    h("label", { for: "name" }, "Name"), name,
    h("label", { for: "password" }, "Password"), password, hint,
    fault, go, other);
  choose(false);
  show(parent, form);
  name.focus();
  return { name: "account" };

  function choose(value) {
    isNew = value;
    title.textContent = isNew ? "Make an account" : "Sign in to Mailroom";
    lead.textContent = isNew ? "You get a database of your own, which nobody else can open." : "Your mail, in a database that is yours alone.";
    go.textContent = isNew ? "Sign up" : "Sign in";
    other.textContent = isNew ? "I have an account" : "Make an account";
    hint.hidden = !isNew;
    password.setAttribute("autocomplete", isNew ? "new-password" : "current-password");
    if (isNew) {
      password.setAttribute("minlength", 12);
      password.setAttribute("aria-describedby", "hint");
    } else {
      password.removeAttribute("minlength");
      password.removeAttribute("aria-describedby");
    }

    fault.textContent = "";
  }

  async function submit(event) {
    event.preventDefault();
    fault.textContent = "";
    go.disabled = true;
    try {
      await ask("POST", isNew ? "/account/sign-up" : "/account/sign-in", { name: name.value, password: password.value });
      password.value = "";
      await done();
    } catch (refusal) {
      fault.textContent = refusal.message;
      password.focus();
      password.select();
    } finally {
      go.disabled = false;
    }
  }
}
