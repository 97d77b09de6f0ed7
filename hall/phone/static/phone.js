// Shows what was chosen before it is sent. Without this script the page is a plain form that works the same.
(() => {
  "use strict";
  const form = document.querySelector("form");
  if (!form || !window.URL || !form.dataset) return;
  document.documentElement.className = "js";
  const shown = form.querySelector(".shown");
  const count = form.querySelector(".count");
  const button = form.querySelector("button");
  const inputs = Array.prototype.slice.call(form.querySelectorAll("input[type=file]"));
  let addresses = [];

  const look = () => {
    addresses.forEach((address) => URL.revokeObjectURL(address));
    addresses = [];
    shown.textContent = "";
    inputs.forEach((input) => {
      Array.prototype.slice.call(input.files || []).forEach((file) => {
        const picture = document.createElement("img");
        picture.alt = "";
        picture.src = URL.createObjectURL(file);
        addresses.push(picture.src);
        shown.appendChild(picture);
      });
    });
    shown.hidden = !addresses.length;
    button.disabled = !addresses.length;
    count.textContent = addresses.length ? form.dataset.chosen.replace("{count}", addresses.length) : "";
  };

  inputs.forEach((input) => input.addEventListener("change", look));
  form.addEventListener("submit", () => {
    button.disabled = true;
    count.textContent = form.dataset.sending;
  });
  window.addEventListener("pageshow", look);
  look();
})();
