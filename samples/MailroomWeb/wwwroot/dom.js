// Builds elements. Text is always text: nothing that came in a mail is ever read as HTML.
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }

  element.append(...children.flat().filter(child => child != null && child !== false));
  return element;
}

// Puts new content in place; by its id, what had the focus keeps it, and what was unfolded stays so.
export function show(parent, ...children) {
  const focused = document.activeElement?.id;
  const unfolded = [...parent.querySelectorAll("details[open]")].map(details => details.id);
  parent.replaceChildren(...children.flat().filter(child => child != null && child !== false));
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
}

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const year = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

// A moment: short in lists, whole where there is room and for who points at it.
export function moment(value, style = "short") {
  if (!value) return h("span", { class: "date" }, "no date");
  const date = new Date(value);
  const text = style === "full" ? full.format(date) : (date.getFullYear() === new Date().getFullYear() ? day : year).format(date);
  return h("time", { class: "date", datetime: date.toISOString(), title: full.format(date) }, text);
}

// A round sign of somebody, in a colour that is always theirs.
export function avatar(name) {
  let hue = 0;
  for (const character of name) hue = (hue * 31 + character.codePointAt(0)) % 360;
  const element = h("span", { class: "avatar", "aria-hidden": "true" }, [...name.replace(/[^\p{L}\p{N}]/gu, "")][0]?.toUpperCase() ?? "?");
  element.style.setProperty("--hue", hue);
  return element;
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
