import { avatar, h, moment, show } from "./dom.js";
import { conversationView } from "./conversation.js";

const tags = { direct: "Direct", group: "Groups", list: "Lists", notification: "Notifications", undisclosed: "Undisclosed" };

// The inbox as the extensions derived it, beside the conversation that is open.
export function inboxPage(parent, { mail, detail }) {
  let open = detail;
  let moved = Boolean(open);
  let tag = null;
  let waiting = null;
  let drawing = null;
  const list = h("section", { class: "list", "aria-label": "Conversations" });
  const reading = h("section", { class: "reading", "aria-label": "Conversation" });
  const page = h("div", { class: "inbox" }, list, reading);
  show(parent, page);
  const changed = () => waiting ??= setTimeout(() => (waiting = null, draw()), 150);
  mail.addEventListener("mail", changed);
  mail.addEventListener("state", changed);
  draw();
  return {
    name: "inbox",
    move(conversation) {
      open = conversation;
      moved = true;
      draw();
    },
    close() {
      clearTimeout(waiting);
      mail.removeEventListener("mail", changed);
      mail.removeEventListener("state", changed);
    },
  };

  // One after the other: what is drawn last is what is there.
  function draw() {
    return drawing = Promise.resolve(drawing).then(redraw).catch(fault => {
      if (!mail.closed) throw fault;
    });
  }

  async function redraw() {
    const arriving = moved && open;
    moved = false;
    if (arriving) await mail.read(open);
    const inbox = await mail.list(tag);
    page.classList.toggle("is-open", Boolean(open));
    show(list, inbox ? [heading(inbox), filters(inbox), rows(inbox)] : empty());
    // What is not here may be on its way: whoever went there arrives when it comes.
    if (!await conversationView(reading, { mail, conversation: open, moved: arriving })) moved ||= arriving;
  }

  function heading(inbox) {
    return h("div", { class: "heading" }, h("h1", {}, "Inbox"), h("p", { class: "dim" }, `${inbox.messages} messages in ${inbox.conversations} conversations`));
  }

  function filters(inbox) {
    const chip = (name, label, count) => h("button", { class: "chip", type: "button", id: `tag-${name}`, "aria-pressed": String(tag === name), onclick: () => (tag = name, draw()) }, label, h("span", { class: "count" }, String(count)));
    return h("div", { class: "chips", role: "group", "aria-label": "Show" }, chip(null, "Latest", inbox.latest.length), Object.entries(inbox.tags).map(([name, count]) => chip(name, tags[name] ?? name, count)));
  }

  function rows(inbox) {
    return h("ul", { class: "rows" }, inbox.rows.map(row => {
      const people = row.participants.join(", ") || "Nobody";
      return h("li", { class: row.unread ? "row unread" : "row" },
        h("a", { href: `#inbox/${row.rd_key}`, id: `row-${row.rd_key}`, "aria-current": row.rd_key === open && "true" },
          avatar(people),
          h("span", { class: "people" }, h("span", { class: "names" }, people), row.messages > 1 && h("span", { class: "count", title: `${row.messages} messages` }, String(row.messages))),
          moment(row.last),
          h("span", { class: "subject" },
            row.unread && h("span", { class: "hidden" }, "Unread: "),
            row.starred && h("span", { class: "star", role: "img", "aria-label": "Starred" }, "★"),
            row.subject || "(no subject)"),
          h("span", { class: "preview" }, row.preview ?? "")));
    }));
  }

  function empty() {
    return h("div", { class: "empty" },
      h("h1", {}, "Inbox"),
      h("p", {}, mail.state === "syncing" ? "Your mail is on its way…" : "There is no mail here yet. Import some with the Mailroom sample and --gateway; it appears here as it is derived."));
  }
}
