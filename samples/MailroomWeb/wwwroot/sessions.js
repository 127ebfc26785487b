import { ask } from "./api.js";
import { h, moment, show } from "./dom.js";

// Where the user is signed in, and how to end that: from then on nothing is answered there, running feeds included.
export function sessionsPage(parent, { ended }) {
  const fault = h("p", { class: "fault", role: "alert" });
  const list = h("ul", { class: "cards" });
  show(parent, h("div", { class: "page" },
    h("h1", {}, "Sessions"),
    h("p", { class: "lead" }, "Where you are signed in. What you end here is over within a second, wherever it is."),
    list, fault,
    h("p", { class: "actions" },
      h("button", { class: "danger", id: "everywhere", type: "button", onclick: () => attempt(() => ask("POST", "/session/revoke-all")).then(refresh) }, "Sign out everywhere"))));
  refresh();
  return { name: "sessions" };

  async function refresh() {
    await attempt(async () => show(list, (await ask("GET", "/session/list")).sessions.map(card)));
  }

  function card(one) {
    return h("li", { class: "card line" },
      h("p", {},
        h("strong", {}, one.label ?? "A browser"), one.current && h("span", { class: "chip" }, "this one"), h("br"),
        h("span", { class: "dim" }, "since "), moment(one.created, "full"), h("span", { class: "dim" }, ", last used "), moment(one.used, "full")),
      h("button", { class: "danger", type: "button", "aria-label": `End the session of ${one.label ?? "a browser"}`, onclick: () => attempt(() => ask("POST", "/session/revoke", { session: one.session })).then(refresh) }, "End"));
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
