// The viewer: a page large, another by a click or the arrow keys, larger by a click. Without it the links open the pages.
"use strict";

const links = [...document.querySelectorAll("[data-page]")];
const stand = document.getElementById("stand");

function shows(link) {
  const small = link.querySelector("img");
  for (const other of links) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  link.scrollIntoView({ block: "nearest", inline: "nearest" });
  document.getElementById("caption").textContent = link.dataset.caption;
  stand.classList.remove("zoomed");
  const large = stand.querySelector("img");
  if (small && large) large.src = small.src;
  for (const line of document.querySelectorAll(".checks li")) {
    line.classList.toggle("current", line.dataset.material === link.dataset.material);
  }
}

function turns(step) {
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  const next = links[at + step];
  if (next) shows(next);
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
    if (!event.target.matches("img")) return;
    const box = event.target.getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width, down = (event.clientY - box.top) / box.height;
    const zoomed = stand.classList.toggle("zoomed");
    if (zoomed) stand.scrollTo(across * (stand.scrollWidth - stand.clientWidth), down * (stand.scrollHeight - stand.clientHeight));
  });
  stand.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") turns(1);
    if (event.key === "ArrowLeft") turns(-1);
  });
}
