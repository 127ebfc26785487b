import { ask } from "./api.js";

const inbox = "rd.inbox:all:mail.inbox";
const flags = "rd.msg.flags";

// What the page shows. Raw messages stay on the server until somebody asks for one.
const shown = ["rd.inbox", "rd.conversation", "rd.msg.thread", "rd.msg.email", "rd.msg.body.quoted", "rd.msg.attachments", flags];

const prefix = "mailroom-";

// The gateway takes no write without this header, which no form and no other site's script can send.
function fetchAsClient(url, options) {
  options.headers.set("X-Raindrop-Client", "mailroom");
  return PouchDB.fetch(url, options);
}

// The mail of one tenant: a copy in the browser, kept like the database on the server while the page is open.
// Events: "mail" when the copy changed, "state" when the connection did, "ended" when the session did.
export class Mail extends EventTarget {
  state = "syncing";

  constructor(tenant) {
    super();
    this.tenant = tenant;
    this.local = new PouchDB(prefix + tenant, { auto_compaction: true });
    this.remote = new PouchDB(`${location.origin}/db/${tenant}`, { skip_setup: true, fetch: fetchAsClient });
    this.#sync();
  }

  // A copy of somebody who is not signed in any more is nobody's to read.
  static async forget(except) {
    for (const { name } of await indexedDB.databases()) {
      const copy = name?.replace(/^_pouch_/, "");
      if (copy?.startsWith(prefix) && copy !== prefix + except) await new PouchDB(copy).destroy();
    }
  }

  async close({ forget }) {
    this.closed = true;
    this.replication.cancel();
    await (forget ? this.local.destroy() : this.local.close());
  }

  #sync() {
    this.replication = this.local.sync(this.remote, {
      live: true,
      retry: true,
      batch_size: 250,
      back_off_function: delay => Math.min(10000, Math.max(250, delay * 2)),
      pull: { selector: { rd_schema: { $in: shown } } },
      push: { selector: { rd_schema: flags } },
    });
    this.replication.on("change", () => this.dispatchEvent(new Event("mail")));
    this.replication.on("error", () => this.#recover());
    this.replication.pull.on("active", () => this.#say("live"));
    this.replication.pull.on("paused", error => this.#say(error ? "offline" : "live"));
  }

  // PouchDB goes on by itself after faults of the network. What ends it is a refusal: the session may be over, or somebody else's.
  async #recover() {
    while (!this.closed) {
      try {
        const me = await ask("GET", "/session");
        return me.tenant === this.tenant ? this.#sync() : this.dispatchEvent(new Event("ended"));
      } catch (refusal) {
        if (refusal.status === 401) return this.dispatchEvent(new Event("ended"));
        this.#say("offline");
        await new Promise(resolve => setTimeout(resolve, 1000));
      }
    }
  }

  #say(state) {
    if (this.closed || this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }

  // The latest conversations, or all of one tag.
  async list(tag) {
    const overview = await this.#get(inbox);
    if (!overview) return null;
    const conversations = tag ? (await this.#range("rd.conversation:")).filter(one => one.tag === tag) : await this.#all(overview.latest.map(row => `rd.conversation:${row.conversation}:mail.conversation`));
    const threads = await this.#all(conversations.map(one => `rd.msg.thread:${one.rd_key}:mail.thread`));
    const messages = new Map(threads.map(thread => [thread.rd_key, thread.messages]));
    const marks = await this.#marks([...messages.values()].flat());
    const rows = conversations.map(one => {
      const keys = messages.get(one.rd_key) ?? [];
      return { ...one, unread: keys.some(key => !marks.get(key)?.read), starred: keys.some(key => marks.get(key)?.starred) };
    });
    return { ...overview, rows: rows.sort((a, b) => Date.parse(b.last ?? 0) - Date.parse(a.last ?? 0)) };
  }

  // A conversation with what its messages say.
  async open(conversation) {
    const thread = await this.#get(`rd.msg.thread:${conversation}:mail.thread`);
    if (!thread) return null;
    const parts = await Promise.all([["rd.msg.email", "mail.email"], ["rd.msg.body.quoted", "mail.quoted"], ["rd.msg.attachments", "mail.attachments"]]
      .map(async ([schema, writer]) => new Map((await this.#all(thread.messages.map(key => `${schema}:${key}:${writer}`))).map(one => [one.rd_key, one]))));
    const marks = await this.#marks(thread.messages);
    return {
      ...thread,
      messages: thread.messages.map(key => ({ key, email: parts[0].get(key), body: parts[1].get(key), files: parts[2].get(key)?.files ?? [] })),
      unread: thread.messages.filter(key => !marks.get(key)?.read),
      starred: thread.messages.filter(key => marks.get(key)?.starred),
    };
  }

  // To open a conversation is to read it.
  async read(conversation) {
    const { unread } = await this.open(conversation) ?? { unread: [] };
    if (unread.length > 0) await this.mark(unread, { read: true });
  }

  // A star and a read mark are the user's own: source documents, which extensions never change.
  async mark(keys, change) {
    const known = await this.#marks(keys);
    await this.local.bulkDocs(keys.map(key => ({
      _id: `${flags}:${key}`,
      _rev: known.get(key)?._rev,
      rd_schema: flags,
      rd_schema_version: 1,
      rd_key: key,
      read: change.read ?? known.get(key)?.read ?? false,
      starred: change.starred ?? known.get(key)?.starred ?? false,
    })));
    this.dispatchEvent(new Event("mail"));
  }

  // Where the message is as it came, behind the gateway.
  original(key) {
    return `/db/${this.tenant}/${encodeURIComponent(`rd.msg.rfc822:${key}`)}/message.eml`;
  }

  async #marks(keys) {
    return new Map((await this.#all(keys.map(key => `${flags}:${key}`))).map(mark => [mark.rd_key, mark]));
  }

  async #get(id) {
    return (await this.#all([id]))[0];
  }

  async #all(keys) {
    if (keys.length === 0) return [];
    return (await this.local.allDocs({ keys, include_docs: true })).rows.map(row => row.doc).filter(doc => doc);
  }

  async #range(start) {
    return (await this.local.allDocs({ startkey: start, endkey: `${start}\uffff`, include_docs: true })).rows.map(row => row.doc);
  }
}
