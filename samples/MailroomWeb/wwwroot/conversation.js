import { avatar, h, moment, show, size } from "./dom.js";

// One conversation, the oldest message first; whether it is here.
export async function conversationView(parent, { mail, conversation, moved }) {
  const thread = conversation && await mail.open(conversation);
  if (!thread) {
    show(parent, h("p", { class: "empty" }, conversation ? "This conversation is not here." : "Choose a conversation to read it."));
    return false;
  }

  const heading = h("h2", { id: "subject", tabindex: -1 }, thread.subject || "(no subject)");
  const starred = thread.starred.length > 0;
  show(parent,
    h("div", { class: "tools" },
      h("a", { class: "back", href: "#inbox" }, "← Inbox"),
      h("button", { class: "quiet", id: "star", type: "button", "aria-pressed": String(starred), onclick: () => mail.mark(starred ? thread.starred : thread.messages.slice(-1).map(one => one.key), { starred: !starred }) }, starred ? "★ Starred" : "☆ Star"),
      h("button", { class: "quiet", id: "unread", type: "button", onclick: unread }, "Mark unread")),
    heading,
    thread.messages.map(message));
  if (moved) heading.focus();
  return true;

  async function unread() {
    await mail.mark(thread.messages.map(one => one.key), { read: false });
    location.hash = "#inbox";
  }

  function message({ key, email, body, files }) {
    const from = email?.from?.name || email?.from?.mail || "Nobody";
    return h("article", { class: "message" },
      h("header", {},
        avatar(from),
        h("p", {}, h("strong", {}, from), email?.from?.name && h("span", { class: "dim" }, ` ${email.from.mail}`), h("br"), h("span", { class: "dim" }, `to ${(email?.to ?? []).map(one => one.name || one.mail).join(", ") || "nobody"}`)),
        moment(email?.date, "full")),
      h("div", { class: "text" }, body?.newText?.trim() || h("span", { class: "dim" }, "This message has no text that could be read.")),
      body?.quotes?.length > 0 && h("details", { id: `quoted-${key}` }, h("summary", { id: `quotes-${key}` }, "What is quoted"), body.quotes.map(quote => h("blockquote", {}, quote.attribution && h("p", { class: "dim" }, quote.attribution), h("div", { class: "text" }, quote.text)))),
      body?.signature && h("div", { class: "text dim signature" }, body.signature),
      h("footer", {},
        files.map(file => h("span", { class: "file", title: file.type }, file.name, h("span", { class: "count" }, size(file.size)))),
        h("a", { id: `original-${key}`, href: mail.original(key), download: "message.eml" }, "Original message")));
  }
}
