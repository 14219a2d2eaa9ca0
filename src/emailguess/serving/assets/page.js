"use strict";
// The page's only script. It builds every node by hand, so no text that comes back is ever read as markup.

const MOST_NAMES = 200, MOST_ROWS = 500, AT_A_TIME = 4, MOST_CANDIDATES = 3;
const $ = (id) => document.getElementById(id);
let last = null; // what can be downloaded: the sheet and its options, or the answers

function node(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function percent(share) {
  return share >= 0.995 && share < 1 ? ">99%" : `${Math.round(share * 100)}%`;
}

// A pattern as recruiters write it, where that leaves no doubt: {f}{last} is flast.
function inWords(pattern) {
  return /^(\{(first|last|middle|f|l|m)\}|[._-])+$/.test(pattern) ? pattern.replace(/[{}]/g, "") : pattern;
}

// `heard` is for who listens: the same words stand on the page already.
function say(text, heard = false) {
  $("status").textContent = text;
  $("status").className = heard ? "heard" : "";
}

function complain(text) {
  $("problem").textContent = text;
  $("problem").hidden = false;
  say("");
  $("problem").focus();
}

function begin(form, text) {
  $("problem").hidden = true;
  $("answers").hidden = true;
  $("rows").replaceChildren();
  $("more").textContent = "";
  for (const button of document.querySelectorAll("button")) button.disabled = true;
  form.setAttribute("aria-busy", "true");
  say(text);
}

function end(form) {
  form.removeAttribute("aria-busy");
  for (const button of document.querySelectorAll("button")) button.disabled = false;
}

async function ask(path, body, type) {
  const headers = {};
  if (type) headers["Content-Type"] = type;
  if ($("token").value) headers.Authorization = `Bearer ${$("token").value}`;
  let answer;
  try {
    answer = await fetch(path, { method: "POST", headers, body });
  } catch {
    throw new Error("The server does not answer. Is emailguess serve still running?");
  }
  if (answer.ok) return answer;
  if (answer.status === 401) {
    $("token-row").hidden = false;
    $("token").focus();
    throw new Error("This server wants its token: enter it at the top and try again.");
  }
  const problem = await answer.json().catch(() => ({ detail: `The server answered ${answer.status}.` }));
  throw new Error(problem.detail);
}

const askJson = async (name, question) =>
  (await ask(`v1/${name}`, JSON.stringify(question), "application/json")).json();

const lines = (id) => $(id).value.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);

function cells(row) {
  const line = node("tr"), head = node("th", row.name), right = node("td", undefined, "right"), why = node("td");
  head.scope = "row";
  line.append(head, node("td", row.address || "—", row.address ? "address" : "none"), right, why);
  // On a phone the table is shown as blocks; the roles keep it a table for who listens to it.
  line.setAttribute("role", "row");
  for (const each of line.children) each.setAttribute("role", each === head ? "rowheader" : "cell");
  if (row.probability !== null) {
    right.append(percent(row.probability));
    const bar = node("meter");
    bar.min = 0; bar.max = 1; bar.value = row.probability;
    bar.setAttribute("aria-hidden", "true");
    right.append(bar);
  } else {
    right.append(row.what === "known" ? "known" : "—");
    if (row.what !== "known") right.className = "none";
  }
  if (row.what) {
    const kind = { "verify first": "verify", skip: "skipped" }[row.what] || row.what;
    why.append(node("span", row.what, `what ${kind}`), " ");
  }
  if (row.why) why.append(row.why);
  for (const text of row.notes) why.append(node("span", text, "hint"));
  if (row.question) why.append(reasons(row.question, row.name));
  return line;
}

// The reasons of one answer: asked for when they are opened.
function reasons(question, name) {
  const box = node("details"), head = node("summary", "Why?"), text = node("pre");
  head.setAttribute("aria-label", `Why this address for ${name}?`);
  box.append(head, text);
  box.addEventListener("toggle", async () => {
    if (!box.open || text.textContent) return;
    text.textContent = "…";
    try {
      text.textContent = (await askJson("explain", question)).explanation;
    } catch (error) {
      text.textContent = error.message;
    }
  });
  return box;
}

function show(title, rows, rest) {
  $("rows").replaceChildren(...rows.map(cells));
  $("summary").textContent = title;
  $("more").textContent = rest > 0 ? `${rest} more rows are in the file.` : "";
  $("downloads").hidden = rows.length === 0;
  $("as-xlsx").hidden = !last.file;
  $("answers").hidden = false;
  say(title, true);
  $("answers").focus();
}

function answered(question, answer) {
  const [best, ...others] = answer.candidates;
  const notes = [];
  if (others.length) {
    notes.push(`else ${others.slice(0, 2).map((c) => `${c.address} ${percent(c.probability)}`).join(", ")}`);
  }
  const held = !best && answer.suppressed;
  return {
    name: question.name,
    address: best ? best.address : "",
    probability: best ? best.probability : null,
    pattern: best ? best.pattern : "",
    p_none: answer.p_none,
    what: "",
    why: held ? answer.warnings.join("; ") : best ? `built as ${inWords(best.pattern)}` : "no address can be guessed",
    notes: held ? [] : [...notes, ...answer.warnings],
    question: best ? question : null,
  };
}

async function guessPeople() {
  const names = lines("names"), where = $("company").value.trim(), known = lines("known");
  if (names.length > MOST_NAMES) throw new Error(`At most ${MOST_NAMES} names; make a sheet of more.`);
  const shared = { limit: MOST_CANDIDATES, ...(/\s/.test(where) || !where.includes(".") ? { company: where } : { domain: where }) };
  if (known.length) shared.known = known;
  if ($("country").value.trim()) shared.country = $("country").value.trim();
  const rows = new Array(names.length);
  let next = 0, done = 0;
  async function worker() {
    while (next < names.length) {
      const place = next++, question = { name: names[place], ...shared };
      try {
        rows[place] = answered(question, await askJson("guess", question));
      } catch (error) {
        if (names.length === 1) throw error;
        rows[place] = { name: names[place], address: "", probability: null, pattern: "", p_none: 1, what: "", why: error.message, notes: [], question: null };
      }
      say(`${++done} of ${names.length} answered`);
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  last = { rows };
  const found = rows.filter((row) => row.address).length;
  show(`${found} of ${names.length} ${names.length === 1 ? "person" : "people"} answered.`, rows, 0);
}

// Cells that a spreadsheet would run become texts.
const cell = (value) => {
  const text = /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

function peopleAsCsv(rows) {
  const table = rows.map((r) => [r.name, r.address, r.probability ?? "", r.pattern, r.p_none, r.why, r.notes.join("; ")]);
  return [["name", "address", "probability", "pattern", "p_none", "reason", "notes"], ...table]
    .map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

const query = (format) => `v1/fill?${new URLSearchParams({ format, max_bounce: last.bounce })}`;

function rowOf(record) {
  const of = (name) => record[`emailguess_${name}`];
  const own = Object.entries(record).filter(([title]) => !title.startsWith("emailguess_"));
  const title = (wanted) => own.find(([each]) => wanted.test(each));
  const whole = title(/^(full )?name$|candidate|person|contact/i);
  const parts = [title(/first|given|vorname|pr[eé]nom/i), title(/last|family|sur|nachname|^nom$/i)];
  const name = whole ? whole[1] : parts.filter(Boolean).map(([, value]) => value).join(" ");
  return {
    name: String(name || own.map(([, value]) => value).find(Boolean) || ""),
    address: of("address") || "",
    probability: of("probability") ?? null,
    what: of("decision") || "",
    why: of("reason") || "",
    notes: [of("second") && `else ${[of("second"), of("third")].filter(Boolean).join(", ")}`, of("warnings")].filter(Boolean),
    question: null,
  };
}

async function fillSheet() {
  const file = $("file").files[0];
  last = { file, bounce: $("bounce").value };
  const answer = await ask(query("jsonl"), file, "application/octet-stream");
  const told = JSON.parse(answer.headers.get("Emailguess-Report"));
  const records = (await answer.text()).split("\n").filter(Boolean);
  const rows = records.slice(0, MOST_ROWS).map((line) => rowOf(JSON.parse(line)));
  const rate = told.send ? `, of which ${percent(told.expected_bounce_rate)} are expected to bounce` : "";
  const title = `${told.rows} rows: ${told.known} known, ${told.send} to send to${rate}, ${told.verify_first} to verify first, ${told.skip} to skip.`;
  show(title, rows, records.length - rows.length);
}

function save(blob, name) {
  const link = node("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function download(format) {
  if (last.file) {
    const answer = await ask(query(format), last.file, "application/octet-stream");
    const stem = last.file.name.replace(/\.[^.]*$/, "") || "sheet";
    save(await answer.blob(), `${stem}-filled.${format}`);
  } else {
    save(new Blob(["\ufeff", peopleAsCsv(last.rows)], { type: "text/csv" }), "answers.csv");
  }
  say("The file is in your downloads.");
}

function submitted(id, text, work) {
  $(id).addEventListener("submit", async (event) => {
    event.preventDefault();
    begin($(id), text);
    try {
      await work();
    } catch (error) {
      complain(error.message);
    } finally {
      end($(id));
    }
  });
}

submitted("people", "Guessing …", guessPeople);
submitted("sheet", "Filling the sheet …", fillSheet);
for (const format of ["csv", "xlsx"]) {
  $(`as-${format}`).addEventListener("click", async () => {
    try {
      await download(format);
    } catch (error) {
      complain(error.message);
    }
  });
}

for (const name of ["dragenter", "dragover"]) {
  $("drop").addEventListener(name, (event) => { event.preventDefault(); $("drop").classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) {
  $("drop").addEventListener(name, () => $("drop").classList.remove("over"));
}
$("drop").addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length) $("file").files = event.dataTransfer.files;
});

fetch("v1/health").then((answer) => answer.json()).then((told) => { $("token-row").hidden = !told.token_needed; }).catch(() => {});
