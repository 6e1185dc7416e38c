// Reports the cell of a picture that lies under the pointer. The picture is redrawn at every
// change, so the listeners sit on the document and look the picture up by its name.

const QUIET = 700; // milliseconds without a change, after which a screen reader is told the words

// The front end gives a slider's handle and the buttons that play it no names: without one a
// screen reader says "slider" or "button" only.
function nameControl(event) {
  const name = event.target.closest?.(".widget-slider")?.querySelector(".widget-label");
  if (name) event.target.setAttribute("aria-label", name.textContent.trim());
  const icon = event.target.closest?.(".widget-play") && event.target.querySelector("i");
  const action = icon?.className.match(/fa-(play|pause|stop|repeat)/)?.[1];
  if (action) event.target.setAttribute("aria-label", action);
}

// A picture that is redrawn is announced by no screen reader; this element stays.
function announce({ model, el }) {
  const words = el.ownerDocument.createElement("div");
  words.setAttribute("aria-live", "polite");
  words.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
  el.append(words);
  let waiting;
  const say = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (words.textContent = model.get("words")), QUIET);
  };
  model.on("change:words", say);
  return () => {
    clearTimeout(waiting);
    model.off("change:words", say);
  };
}

// What can be dragged looks so, and a finger on it neither scrolls the page nor marks its words.
function handle(page, picture) {
  const style = page.createElement("style");
  style.textContent = `
    ${picture} [data-panel] { cursor: grab }
    ${picture} svg:has([data-panel]) { touch-action: none; user-select: none }`;
  return style;
}

function render({ model, el }) {
  const silence = announce({ model, el });
  const page = el.ownerDocument;
  const picture = `[data-picture="${model.get("picture")}"]`;
  const report = (event) => {
    const panel = event.target.closest?.(`${picture} [data-panel]`);
    if (!panel) return;
    const { left, top, width, height } = panel.getBoundingClientRect();
    const { rows, columns } = panel.dataset;
    const place = (offset, extent, count) =>
      Math.min(Math.max(Math.floor((offset / extent) * count), 0), count - 1);
    const cell = [
      panel.dataset.panel,
      place(event.clientY - top, height, Number(rows)),
      place(event.clientX - left, width, Number(columns)),
    ];
    if (String(cell) === String(model.get("cell"))) return;
    model.set("cell", cell);
    model.save_changes();
  };
  const dragged = model.get("dragged");
  if (dragged) el.append(handle(page, picture));
  const move = (event) =>
    (dragged ? event.buttons > 0 : event.pointerType === "mouse") && report(event);
  page.addEventListener("pointermove", move);
  page.addEventListener("pointerdown", report);
  page.addEventListener("focusin", nameControl);
  return () => {
    silence();
    page.removeEventListener("pointermove", move);
    page.removeEventListener("pointerdown", report);
    page.removeEventListener("focusin", nameControl);
  };
}
export default { render };
