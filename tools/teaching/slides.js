// Arrow keys, space, Home and End move; N shows the notes; the address remembers the slide.
const slides = [...document.querySelectorAll("main > section")];
const place = document.querySelector(".place");
let now = -1;

// Words that would not fit are set smaller, down to 60 %; what is longer still can be scrolled.
function fit() {
  const body = slides[now].querySelector(".body");
  for (let size = 100; size >= 60; size -= 5) {
    body.style.fontSize = `${size}%`;
    if (body.scrollHeight <= body.clientHeight) return;
  }
}

function show(number) {
  const next = Math.min(Math.max(number, 0), slides.length - 1);
  if (next === now) return;
  slides[now]?.classList.remove("now");
  now = next;
  slides[now].classList.add("now");
  place.textContent = `${now + 1} / ${slides.length}`;
  fit();
  history.replaceState(null, "", `#${now + 1}`);
  slides[now].querySelector("h1").focus({ preventScroll: true });
}

const moves = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1,
  PageUp: -1, Home: -slides.length, End: slides.length };
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key in moves) {
    event.preventDefault();
    show(now + (event.key === " " && event.shiftKey ? -1 : moves[event.key]));
  } else if (event.key.toLowerCase() === "n") document.body.classList.toggle("notes-on");
});
addEventListener("resize", fit);
addEventListener("hashchange", () => show(parseInt(location.hash.slice(1)) - 1 || 0));
document.querySelector(".back").addEventListener("click", () => show(now - 1));
document.querySelector(".on").addEventListener("click", () => show(now + 1));
document.querySelector(".notes").addEventListener("click", () =>
  document.body.classList.toggle("notes-on"));
show(parseInt(location.hash.slice(1)) - 1 || 0);
