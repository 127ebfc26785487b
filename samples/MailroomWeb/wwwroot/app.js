import { ask } from "./api.js";
import { h, show } from "./dom.js";
import { Mail } from "./mail.js";
import { accountPage } from "./account.js";
import { inboxPage } from "./inbox.js";
import { credentialsPage } from "./credentials.js";
import { sessionsPage } from "./sessions.js";

const content = document.getElementById("content");
const bar = document.querySelector("header.bar");
const pages = { inbox: inboxPage, credentials: credentialsPage, sessions: sessionsPage };
const states = { syncing: "Syncing…", live: "Up to date", offline: "Offline, trying again" };

let mail = null;
let page = null;

document.getElementById("sign-out").addEventListener("click", () => leave(() => ask("POST", "/session/sign-out")));
document.querySelector(".skip").addEventListener("click", event => {
  event.preventDefault();
  content.focus();
});
addEventListener("hashchange", () => mail && route());
start();

// Who is signed in decides what is shown. A server that is away is waited for; nobody is asked for a password because of it.
async function start(note) {
  for (;;) {
    try {
      return await enter(await ask("GET", "/session"));
    } catch (refusal) {
      if (refusal.status === 401) return signIn(note);
      show(content, h("p", { class: "card notice", role: "status" }, refusal.message));
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  }
}

async function enter(me) {
  await Mail.forget(me.tenant);
  mail = new Mail(me.tenant);
  mail.addEventListener("ended", () => leave());
  mail.addEventListener("state", say);
  document.getElementById("who").textContent = me.name;
  bar.hidden = false;
  say();
  route();
}

async function leave(signOut) {
  if (!mail) return;
  const left = mail;
  mail = null;
  page?.close?.();
  page = null;
  await left.close({ forget: true });
  try {
    await signOut?.();
  } catch (refusal) {
    if (refusal.status !== 401) return start();
  }

  bar.hidden = true;
  await start(signOut ? "You are signed out, and your mail is gone from this browser." : "Your session has ended. Sign in to go on.");
}

async function signIn(note) {
  await Mail.forget();
  document.title = "Sign in · Mailroom";
  page = accountPage(content, { note, done: () => start() });
}

function say() {
  const sync = document.getElementById("sync");
  sync.dataset.state = mail.state;
  sync.textContent = states[mail.state];
}

function route() {
  const [name, detail] = location.hash.slice(1).split("/");
  const chosen = pages[name] ? name : "inbox";
  for (const link of bar.querySelectorAll("nav a")) {
    if (link.hash === `#${chosen}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }

  document.title = `${chosen[0].toUpperCase()}${chosen.slice(1)} · Mailroom`;
  if (page?.name === chosen && page.move) return page.move(detail);
  page?.close?.();
  page = pages[chosen](content, { mail, detail: detail && decodeURIComponent(detail), ended: () => leave() });
  content.focus({ preventScroll: true });
}
