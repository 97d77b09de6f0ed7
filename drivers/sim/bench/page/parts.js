// What every part of the page is made of.

export const byId = (id) => document.getElementById(id);

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function button(zh, en, url, { main = false, disabled = false } = {}) {
  return element("button", { "data-post": url, class: main && "main", disabled }, zh, " ", element("small", {}, en));
}
