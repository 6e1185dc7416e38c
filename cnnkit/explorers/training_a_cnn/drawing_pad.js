// A pad to draw on with the mouse, a finger, a pen or the keyboard. The ink is a square of cells
// from 0 to 255, and travels as two hexadecimal digits a cell, row by row; no ink is "".

const FULL = 255;
const UNDOS = 50;
const STEP = 2; // cells that an arrow key moves the cursor
const ERASER = 5; // the button that a pen's other end counts as

const STYLE = `
.cnnkit-pad{display:inline-block;width:282px;max-width:100%;font-size:13px;line-height:1.4;
font-family:var(--jp-ui-font-family,system-ui,sans-serif);color:var(--jp-ui-font-color1,currentColor)}
.cnnkit-pad .sheet{position:relative;border:1px solid #888}
.cnnkit-pad canvas{display:block;width:100%;aspect-ratio:1;background:#000;cursor:crosshair;
image-rendering:pixelated;touch-action:none;user-select:none;-webkit-user-select:none}
.cnnkit-pad canvas:focus-visible{outline:3px solid var(--jp-brand-color1,#1976d2);outline-offset:-3px}
.cnnkit-pad svg{position:absolute;inset:0;width:100%;height:100%;pointer-events:none}
.cnnkit-pad .guide{fill:none;stroke:#888;stroke-width:.25;stroke-dasharray:1 1}
.cnnkit-pad .cursor{display:none;fill:none;stroke:#E66100;stroke-width:.8}
.cnnkit-pad .cursor.down{fill:#E661008c}
.cnnkit-pad canvas:focus-visible~svg .cursor{display:block}
.cnnkit-pad .buttons{display:flex;gap:6px;margin:6px 0 2px}
.cnnkit-pad button{flex:1;font:inherit;padding:5px;min-height:32px;cursor:pointer;
color:inherit;background:var(--jp-layout-color2,#8882);border:1px solid #8888;border-radius:3px}
.cnnkit-pad button:disabled{opacity:.5;cursor:default}
.cnnkit-pad .answer{font-size:16px;font-weight:600;font-variant-numeric:tabular-nums}
.cnnkit-pad .said{min-height:1.4em}`;

const KEYS =
  "Arrow keys move the cursor. Space or Enter puts the pen down and lifts it. " +
  "Delete erases under the cursor. Escape leaves.";

const SHEET = `
<style>${STYLE}</style>
<div class="sheet">
  <canvas tabindex="0" role="application" aria-label="Drawing pad. ${KEYS}"></canvas>
  <svg aria-hidden="true"><rect class="guide"/><circle class="cursor"/></svg>
</div>
<div class="buttons">
  <button type="button" class="undo">Undo</button>
  <button type="button" class="clear">Clear</button>
</div>
<div class="answer"></div>
<div class="keys">${KEYS}</div>
<div class="said" role="status"></div>`;

// How far a point lies from the straight line between two others.
function distance(x, y, [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
}

// The ink, its undone states, and how it is written down.
class Ink {
  constructor(side, brush) {
    Object.assign(this, { side, brush, cells: new Uint8Array(side * side), before: [] });
  }

  get text() {
    return this.cells.some((level) => level)
      ? Array.from(this.cells, (level) => level.toString(16).padStart(2, "0")).join("")
      : "";
  }

  set text(text) {
    const level = (_, i) => parseInt(text.slice(2 * i, 2 * i + 2) || "0", 16);
    this.cells = Uint8Array.from({ length: this.side ** 2 }, level);
  }

  remember() {
    this.before = [...this.before.slice(1 - UNDOS), this.cells.slice()];
  }

  undo() {
    this.cells = this.before.pop() ?? this.cells;
  }

  // A soft round brush along a line: full within its radius, and gone one cell further out.
  // The eraser is a little larger, so that nothing stays at the edges of a line.
  stroke(from, to, erasing = false) {
    const radius = erasing ? this.brush + 1 : this.brush;
    const reach = radius + 1;
    const range = (a, b) => [
      Math.max(Math.floor(Math.min(a, b) - reach), 0),
      Math.min(Math.ceil(Math.max(a, b) + reach), this.side),
    ];
    const [[left, right], [top, bottom]] = [range(from[0], to[0]), range(from[1], to[1])];
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const away = distance(column + 0.5, row + 0.5, from, to);
        const cover = Math.min(Math.max(radius + 0.5 - away, 0), 1);
        const level = Math.round(FULL * (erasing ? 1 - cover : cover));
        const place = row * this.side + column;
        const pick = erasing ? Math.min : Math.max;
        this.cells[place] = pick(this.cells[place], level);
      }
    }
  }
}

function render({ model, el }) {
  const [side, brush] = [model.get("side"), model.get("brush")];
  const ink = new Ink(side, brush);
  const pad = el.ownerDocument.createElement("div");
  pad.className = "cnnkit-pad";
  pad.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab has keys of its own
  pad.innerHTML = SHEET;
  el.append(pad);
  const [canvas, svg, cursor, undo, clear, answer, said] = [
    "canvas", "svg", ".cursor", ".undo", ".clear", ".answer", ".said",
  ].map((name) => pad.querySelector(name));
  const say = (words) => (said.textContent = words);

  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  const margin = (side * 4) / 28; // MNIST's ink has 20 of 28 pixels
  const guide = { x: margin, y: margin, width: side - 2 * margin, height: side - 2 * margin };
  for (const [key, value] of Object.entries(guide)) pad.querySelector(".guide").setAttribute(key, value);
  cursor.setAttribute("r", brush + 0.5);

  const paint = () => {
    const pixels = context.createImageData(side, side);
    ink.cells.forEach((level, i) => pixels.data.set([level, level, level, FULL], 4 * i));
    context.putImageData(pixels, 0, 0);
    undo.disabled = !ink.before.length;
  };
  // Once a frame; while a message is under way, the widget manager keeps the latest one only.
  let frame = 0;
  const send = () => {
    frame = 0;
    paint();
    model.set("value", ink.text);
    model.save_changes();
  };
  const changed = () => {
    if (!frame) frame = requestAnimationFrame(send);
  };
  const receive = () => {
    if (model.get("value") === ink.text) return;
    ink.remember();
    ink.text = model.get("value");
    paint();
  };
  const refused = () => say(model.get("trouble"));
  const answered = () => (answer.textContent = model.get("answer"));

  // ------------------------------------------------------------- mouse, finger, pen
  let pen = null; // the pointer that draws, and where it was
  const place = (event) => {
    const { left, top, width } = canvas.getBoundingClientRect();
    return [((event.clientX - left) * side) / width, ((event.clientY - top) * side) / width];
  };
  const down = (event) => {
    if (pen || ![0, ERASER].includes(event.button)) return;
    event.preventDefault(); // neither a selection nor a drag begins
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture?.(event.pointerId);
    lift();
    ink.remember();
    say("");
    pen = { id: event.pointerId, at: place(event), erasing: event.button === ERASER };
    ink.stroke(pen.at, pen.at, pen.erasing);
    changed();
  };
  const move = (event) => {
    if (event.pointerId !== pen?.id) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) {
      const to = place(each);
      ink.stroke(pen.at, to, pen.erasing);
      pen.at = to;
    }
    changed();
  };
  const up = (event) => {
    if (event.pointerId === pen?.id) pen = null;
  };

  // ------------------------------------------------------------- keyboard
  const at = [side / 2, side / 2];
  let isDown = false;
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const showCursor = () => {
    cursor.setAttribute("cx", at[0]);
    cursor.setAttribute("cy", at[1]);
    cursor.classList.toggle("down", isDown);
  };
  const where = () => `row ${at[1]}, column ${at[0]} of ${side}, pen ${isDown ? "down" : "up"}`;
  function lift() {
    isDown = false;
    showCursor();
  }
  const step = ([right, below]) => {
    const from = [...at];
    at[0] = Math.min(Math.max(at[0] + STEP * right, 0), side);
    at[1] = Math.min(Math.max(at[1] + STEP * below, 0), side);
    if (!isDown) return;
    ink.stroke(from, at);
    changed();
  };
  const press = () => {
    isDown = !isDown;
    if (!isDown) return;
    ink.remember();
    ink.stroke(at, at);
    changed();
  };
  const erase = () => {
    ink.remember();
    ink.stroke(at, at, true);
    changed();
  };
  const key = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (arrows[event.key]) step(arrows[event.key]);
    else if (event.key === "Delete" || event.key === "Backspace") erase();
    else if (event.key === "Escape") canvas.blur();
    else if (event.key !== " " && event.key !== "Enter") return;
    else if (!event.repeat) press();
    event.preventDefault();
    event.stopPropagation(); // or the notebook would scroll, or leave the cell
    showCursor();
    say(event.key === "Escape" ? "pen up, pad left" : where());
  };

  canvas.addEventListener("pointerdown", down);
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("keydown", key);
  canvas.addEventListener("blur", lift);
  undo.addEventListener("click", () => {
    ink.undo();
    changed();
    say("undone");
  });
  clear.addEventListener("click", () => {
    ink.remember();
    ink.text = "";
    changed();
    say("cleared");
  });
  model.on("change:value", receive);
  model.on("change:trouble", refused);
  model.on("change:answer", answered);

  ink.text = model.get("value");
  paint();
  showCursor();
  answered();
  return () => {
    cancelAnimationFrame(frame);
    model.off("change:value", receive);
    model.off("change:trouble", refused);
    model.off("change:answer", answered);
  };
}
export default { render };
