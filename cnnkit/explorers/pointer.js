// Reports the cell of a picture that lies under the pointer. The picture is redrawn at every
// change, so the listeners sit on the document and look the picture up by its name.

// The front end gives a slider's handle no name: without one a screen reader says a number only.
function nameHandle(event) {
  const name = event.target.closest?.(".widget-slider")?.querySelector(".widget-label");
  if (name) event.target.setAttribute("aria-label", name.textContent.trim());
}

function render({ model, el }) {
  const page = el.ownerDocument;
  const selector = `[data-picture="${model.get("picture")}"] [data-panel]`;
  const report = (event) => {
    const panel = event.target.closest?.(selector);
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
  const hover = (event) => event.pointerType === "mouse" && report(event);
  page.addEventListener("pointermove", hover);
  page.addEventListener("pointerdown", report);
  page.addEventListener("focusin", nameHandle);
  return () => {
    page.removeEventListener("pointermove", hover);
    page.removeEventListener("pointerdown", report);
    page.removeEventListener("focusin", nameHandle);
  };
}
export default { render };
