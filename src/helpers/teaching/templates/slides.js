// Make the tables fit, then start reveal.js with the keys of these decks.

// Pixels of type on a slide of 1280 by 720, of text that stands alone and of tables; the last is the least that the back row can read.
const TEXT_SIZES = [36, 32, 28];
const TABLE_SIZES = [26, 24, 22, 20, 18];
const PASSAGE_SIZES = [34, 30, 27, 24, 22, 20];

function overflows(page) {
  const box = page.getBoundingClientRect();
  const end = box.bottom - parseFloat(getComputedStyle(page).paddingBottom);
  const inside = child => { const part = child.getBoundingClientRect(); return part.bottom <= end + 1 && part.right <= box.right; };
  return ![...page.querySelectorAll(".text, .printed, .table, table, .passage, blockquote")].every(inside);
}

// Keep the columns and rows that the notebook names for its slide.
function choose(block, table) {
  const heads = [...table.querySelectorAll("thead tr:last-child > *")].map(head => head.textContent.trim());
  const columns = block.dataset.columns ? block.dataset.columns.split("|") : heads;
  const rows = [...table.tBodies[0].rows];
  const numbers = block.dataset.rows ? block.dataset.rows.split(" ").map(Number) : rows.map((row, index) => index + 1);
  for (const row of [table.querySelector("thead tr:last-child"), ...rows].filter(row => row.cells.length === heads.length)) {
    [...row.cells].filter((cell, index) => !columns.includes(heads[index])).forEach(cell => cell.remove());
  }
  table.querySelectorAll("colgroup").forEach(widths => widths.remove());
  rows.forEach((row, index) => { if (!numbers.includes(index + 1)) row.remove(); });
  return { columns: heads.length - columns.length, rows: rows.length };
}

// Say under a table what of it the slide leaves out.
function tell(note, table, whole, first) {
  const shown = table.tBodies[0].rows.length;
  if (shown < whole.rows) note.textContent = `${first}${shown} of ${whole.rows} rows; the rest is in the notebook.`;
  else if (whole.columns) note.textContent = "Further columns are in the notebook.";
}

// Set a table as large as the slide allows; what does not fit in the smallest type is cut, and the cut is told.
function fitTable(page, block) {
  const table = block.querySelector("table"), whole = choose(block, table), rows = table.tBodies[0].rows;
  const note = block.appendChild(document.createElement("p"));
  note.className = "rest";
  tell(note, table, whole, "");
  for (const size of TABLE_SIZES) {
    table.style.fontSize = `${size}px`;
    if (!overflows(page)) return;
  }
  while (overflows(page) && rows.length > 1) {
    rows[rows.length - 1].remove();
    tell(note, table, whole, block.dataset.rows ? "" : "The first ");
  }
}

// Set a passage as large as the slide allows.
function fitPassage(page, passage) {
  for (const size of PASSAGE_SIZES) {
    passage.style.setProperty("font-size", `${size}px`, "important");
    if (!overflows(page)) return;
  }
}

function fit(page) {
  page.querySelectorAll(".passage blockquote").forEach(passage => fitPassage(page, passage));
  page.querySelectorAll(".table, .text:has(table)").forEach(block => fitTable(page, block));
  if (page.querySelector("table, img, blockquote")) return;
  for (const size of TEXT_SIZES) {
    page.style.fontSize = `${size}px`;
    if (!overflows(page)) return;
  }
}

async function start() {
  await Promise.allSettled([...document.fonts].map(face => face.load()));
  document.documentElement.classList.add("fitting");
  document.querySelectorAll(".page").forEach(fit);
  document.documentElement.classList.remove("fitting");
  await Reveal.initialize({
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 4, center: false, hash: true, slideNumber: "c/t",
    transition: "none", backgroundTransition: "none", defaultTiming: 0, navigationMode: "linear", plugins: [RevealNotes],
  });
  Reveal.addKeyBinding({ keyCode: 67, key: "C", description: "Show the code behind the slide" }, () => document.body.classList.toggle("show-code"));
  Reveal.addKeyBinding({ keyCode: 77, key: "M", description: "Show the notes on this page" }, () => {
    Reveal.configure({ showNotes: !Reveal.getConfig().showNotes });
    Reveal.layout();
  });
}

start();
