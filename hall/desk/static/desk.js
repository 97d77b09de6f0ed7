// The viewer: a page large, another by a click or the arrow keys, larger by a click, turned by R. Without it the links
// open the pages.
"use strict";

const links = [...document.querySelectorAll("[data-page]")];
const stand = document.getElementById("stand");
const shown = document.getElementById("large") || Object.assign(document.createElement("img"), { id: "large" });

function shows(link) {
  const small = link.querySelector("img");
  for (const other of links) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  link.scrollIntoView({ block: "nearest", inline: "nearest" });
  document.getElementById("caption").textContent = link.dataset.caption;
  stand.classList.remove("zoomed");
  if (small) Object.assign(shown, { src: small.src, alt: link.dataset.caption });
  stand.replaceChildren(small ? shown : stand.dataset.closed);
  for (const line of document.querySelectorAll(".checks li")) {
    line.classList.toggle("current", line.dataset.material === link.dataset.material);
  }
}

function turns(step) {
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  const next = links[at + step];
  if (next) shows(next);
}

// A page that lies on its side is drawn a quarter further: a true picture, so that enlarging and scrolling hold.
function quarter() {
  const before = stand.querySelector("img, canvas");
  if (!before || before.complete === false) return;
  const after = Object.assign(document.createElement("canvas"), { role: "img", ariaLabel: shown.alt });
  after.width = before.naturalHeight || before.height;
  after.height = before.naturalWidth || before.width;
  const pen = after.getContext("2d");
  pen.translate(after.width, 0);
  pen.rotate(Math.PI / 2);
  pen.drawImage(before, 0, 0);
  before.replaceWith(after);
}

for (const link of links) {
  link.addEventListener("click", (event) => { event.preventDefault(); shows(link); });
}
for (const line of document.querySelectorAll(".checks li")) {
  line.addEventListener("click", () => {
    const first = links.find((link) => link.dataset.material === line.dataset.material);
    const shown = links.find((link) => link.hasAttribute("aria-current"));
    if (first && shown && shown.dataset.material !== line.dataset.material) shows(first);
  });
}
if (stand) {
  stand.addEventListener("click", (event) => {
    if (!event.target.matches("img, canvas")) return;
    const box = event.target.getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width, down = (event.clientY - box.top) / box.height;
    const zoomed = stand.classList.toggle("zoomed");
    if (zoomed) stand.scrollTo(across * (stand.scrollWidth - stand.clientWidth), down * (stand.scrollHeight - stand.clientHeight));
  });
  document.getElementById("turn").addEventListener("click", quarter);
  stand.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") turns(1);
    if (event.key === "ArrowLeft") turns(-1);
    if (event.key === "r" || event.key === "R") quarter();
  });
}
