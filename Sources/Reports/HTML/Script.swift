/// The script of both pages. The pages say everything without it; it adds the filters and keeps them in the address.
enum Script {
  /// The whole script.
  static let text = #"""
    "use strict";
    (() => {
      const byId = (id) => document.getElementById(id);
      const all = (selector, root = document) => [...root.querySelectorAll(selector)];
      let drawn;
      let unpacking;
      // What is drawn on demand lies packed in the page; the browser unpacks it once.
      const unpack = () => {
        const store = byId("drawn");
        unpacking ??= (async () => {
          if (!store) return;
          const bytes = Uint8Array.from(atob(store.textContent), (sign) => sign.charCodeAt(0));
          const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
          drawn = JSON.parse(await new Response(stream).text());
        })();
        return unpacking;
      };
      const draw = (node) => {
        const part = node.dataset.part;
        if (part === undefined || !drawn) return;
        delete node.dataset.part;
        const text = drawn.parts[Number(part)].split(" ").map((run) => {
          const [first, last = first] = run.split("-").map((number) => parseInt(number, 36));
          return drawn.pieces.slice(first, last + 1).join("");
        });
        const frame = document.createElement("template");
        frame.innerHTML = text.join("");
        const content = [...frame.content.children];
        node.querySelector("summary").after(frame.content);
        for (const element of content) {
          if (element.matches("ol.tl")) waterfall(element);
          arrange(element);
        }
      };
      const drawAll = (selector) => {
        for (let found = all(selector); drawn && found.length; found = all(selector)) found.forEach(draw);
      };
      const drawWhenUnpacked = async (node) => {
        try {
          await unpack();
          draw(node);
        } catch {
          const note = document.createElement("p");
          note.textContent = "This browser cannot unpack what belongs here; the run directory holds it.";
          node.querySelector("summary").after(note);
          delete node.dataset.part;
        }
      };

      // An exchange as a drawing: when each message went or came, and how long it was waited for.
      const waterfall = (list) => {
        const rows = [...list.children].slice(0, 80).map((item) => {
          const [time, direction, content] = item.children;
          return {
            at: parseFloat(time.textContent.replace("−", "-")),
            kind: direction.textContent.slice(2),
            words: `${direction.textContent.slice(0, 1)} ${(content.querySelector("summary") ?? content).firstChild.textContent}`,
          };
        });
        const start = rows[0]?.at;
        const span = rows[rows.length - 1]?.at - start;
        if (rows.length < 2 || !(span > 0) || rows.some((row) => !(row.at >= start && row.at - start <= span))) return;
        const frame = document.createElement("template");
        frame.innerHTML = "<svg></svg>";
        const space = frame.content.firstChild.namespaceURI;
        const make = (name, attributes, text) => {
          const element = document.createElementNS(space, name);
          for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
          if (text !== undefined) element.textContent = text;
          return element;
        };
        const width = Math.max(300, Math.min(list.clientWidth || 420, 900));
        const x = (at) => Math.round(4 + ((width - 8) * (at - start)) / span);
        const height = rows.length * 28 + 20;
        const drawing = make("svg", {
          class: "wf", viewBox: `0 0 ${width} ${height}`, role: "img",
          "aria-label": `Timeline of ${rows.length} entries in ${span.toFixed(3)} ms; the list below says the same`,
        });
        for (const part of [0, 0.5, 1]) {
          const place = 4 + (width - 8) * part;
          const anchor = part === 1 ? "end" : part ? "middle" : "start";
          drawing.append(make("path", { class: "grid", d: `M${place} 14V${height}` }));
          const words = part ? `+${(span * part).toFixed(span < 10 ? 2 : 0)} ms` : "0";
          drawing.append(make("text", { class: "at", x: place, y: 10, "text-anchor": anchor }, words));
        }
        const room = Math.floor((width - 84) / 6.4);
        rows.forEach((row, index) => {
          const y = 18 + index * 28;
          const signs = [...row.words];
          const words = signs.length > room ? `${signs.slice(0, room - 1).join("")}…` : row.words;
          const previous = x(rows[Math.max(0, index - 1)].at);
          drawing.append(make("text", { x: 0, y: y + 10 }, words));
          drawing.append(make("text", { class: "at", x: width, y: y + 10, "text-anchor": "end" }, `${row.at.toFixed(3)} ms`));
          drawing.append(make("path", { class: "wait", d: `M${previous} ${y + 19}H${x(row.at)}` }));
          drawing.append(make("rect", { class: row.kind, x: x(row.at) - 3, y: y + 14, width: 6, height: 10, rx: 1 }));
        });
        list.before(drawing);
      };

      // Tables whose heads sort, and that have a field to filter where they are long.
      const value = (row, column) => (row.cells[column]?.textContent ?? "").trim();
      const order = (left, right) => {
        const numbers = [left, right].map((text) => (/^[−+-]?[\d.]+( %| ms)?$/.test(text) ? parseFloat(text.replace("−", "-")) : NaN));
        return numbers.every((number) => !Number.isNaN(number))
          ? numbers[0] - numbers[1]
          : left.localeCompare(right, "en", { numeric: true });
      };
      const arrange = (root) => {
        for (const table of all("table.sorts", root)) {
          const heads = all("thead th", table);
          const body = table.tBodies[0];
          heads.forEach((head, column) => {
            const button = document.createElement("button");
            button.type = "button";
            button.className = "sort";
            button.append(...head.childNodes);
            head.append(button);
            button.addEventListener("click", () => {
              const down = head.getAttribute("aria-sort") === "ascending";
              for (const other of heads) other.removeAttribute("aria-sort");
              head.setAttribute("aria-sort", down ? "descending" : "ascending");
              const rows = [...body.rows].sort((left, right) => order(value(left, column), value(right, column)));
              body.append(...(down ? rows.reverse() : rows));
            });
          });
          if (body.rows.length < 10) continue;
          const label = document.createElement("label");
          label.className = "rowfilter";
          const field = document.createElement("input");
          field.type = "search";
          const said = document.createElement("span");
          said.setAttribute("role", "status");
          label.append("Filter rows ", field);
          (table.closest(".scroll") ?? table).before(label, said);
          field.addEventListener("input", () => {
            const terms = field.value.toLowerCase().split(/\s+/).filter(Boolean);
            let count = 0;
            for (const row of body.rows) {
              row.hidden = !terms.every((term) => row.textContent.toLowerCase().includes(term));
              if (!row.hidden) count += 1;
            }
            said.textContent = terms.length ? `${count} of ${body.rows.length} rows` : "";
          });
        }
      };
      // Rows of several bodies: by the column of a button, worst first, then best first, then as they stood.
      for (const table of all("table.matrix")) {
        const rows = all("tbody tr:not(.g)", table);
        const places = rows.map((row) => {
          const mark = document.createComment("");
          row.before(mark);
          return mark;
        });
        const body = document.createElement("tbody");
        table.append(body);
        const heads = all("thead th", table);
        heads.forEach((head, column) => {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "order";
          button.textContent = "\u2195";
          button.setAttribute("aria-label", `Sort by ${head.firstChild.textContent}`);
          head.append(button);
          const key = (row) => Number(row.cells[column]?.dataset.v ?? -1);
          const compare = column
            ? (left, right) => key(right) - key(left)
            : (left, right) => value(left, 0).localeCompare(value(right, 0), "en", { numeric: true });
          button.addEventListener("click", () => {
            const before = head.getAttribute("aria-sort");
            const next = before === null ? "descending" : before === "descending" ? "ascending" : null;
            for (const other of heads) other.removeAttribute("aria-sort");
            for (const [index, row] of rows.entries()) places[index].after(row);
            table.classList.toggle("ordered", next !== null);
            if (next === null) return;
            head.setAttribute("aria-sort", next);
            const sorted = [...rows].sort(compare);
            body.append(...(next === "ascending" ? sorted.reverse() : sorted));
          });
        });
      }
      document.addEventListener(
        "toggle",
        (event) => {
          if (event.target.open && event.target.dataset.part !== undefined) drawWhenUnpacked(event.target);
        },
        true,
      );
      arrange(document);
      const requirements = all("details.r");
      const groups = all(".group");
      const form = byId("filters");
      const shown = byId("shown");
      const words = new Map();
      const textOf = (node) => {
        if (!words.has(node)) words.set(node, node.textContent.toLowerCase());
        return words.get(node);
      };
      const lists = ["state", "level", "kind"];
      const groupOf = new Map(requirements.map((node) => [node, node.closest(".group")?.dataset.group]));

      // Orders of the requirements; each leaves a mark where it stood, to which it returns.
      const sorted = byId("sorted");
      const marks = new Map();
      const number = (name) => (node) => -parseFloat(node.dataset[name]);
      const levels = ["mandatory", "scored", "desirable", "informative"];
      const orders = {
        lost: number("lost"), state: number("severity"), weight: number("weight"),
        level: (node) => levels.indexOf(node.dataset.level), id: undefined,
      };
      let ordered = "";
      const reorder = (name) => {
        if (name === ordered) return;
        ordered = name;
        for (const [node, mark] of marks) mark.after(node);
        sorted.hidden = !name;
        if (!name) return;
        for (const node of requirements) {
          if (marks.has(node)) continue;
          const mark = document.createComment("");
          node.before(mark);
          marks.set(node, mark);
        }
        const key = orders[name];
        const byIdentifier = (left, right) => left.id.localeCompare(right.id, "en", { numeric: true });
        sorted.append(...[...requirements].sort((left, right) => (key ? key(left) - key(right) : byIdentifier(left, right))));
      };

      const readAddress = () => {
        const found = { raw: location.hash.slice(1), values: {} };
        try {
          found.raw = decodeURIComponent(found.raw);
        } catch {
          // An address that is no percent-encoding stands for itself.
        }
        if (found.raw.includes("=")) {
          for (const [key, value] of new URLSearchParams(location.hash.slice(1))) found.values[key] = value;
        }
        return found;
      };

      const apply = () => {
        const chosen = {};
        reorder(form.elements.sort.value);
        for (const name of lists) {
          chosen[name] = all(`input[name=${name}]:checked`, form).map((box) => box.value);
        }
        const group = form.elements.group.value;
        const terms = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
        let count = 0;
        for (const node of requirements) {
          const has = (name, token) => (node.dataset[name] || "").split(" ").includes(token);
          const visible =
            lists.every((name) => !chosen[name].length || chosen[name].some((token) => has(name, token))) &&
            (!group || groupOf.get(node) === group) &&
            terms.every((term) => textOf(node).includes(term));
          node.hidden = !visible;
          if (visible) count += 1;
        }
        for (const section of groups) section.hidden = !all("details.r", section).some((node) => !node.hidden);
        const filtered = count !== requirements.length;
        shown.textContent = filtered
          ? `${count} of ${requirements.length} requirements shown`
          : `All ${requirements.length} requirements shown`;
        shown.toggleAttribute("data-filtered", filtered);
        return chosen;
      };

      const writeAddress = () => {
        const chosen = apply();
        const parts = [];
        for (const name of lists) if (chosen[name].length) parts.push(`${name}=${chosen[name].join(",")}`);
        if (form.elements.group.value) parts.push(`group=${encodeURIComponent(form.elements.group.value)}`);
        if (form.elements.sort.value) parts.push(`sort=${form.elements.sort.value}`);
        if (form.elements.q.value) parts.push(`q=${encodeURIComponent(form.elements.q.value)}`);
        history.replaceState(null, "", `#${parts.join("&")}`);
      };

      const follow = async () => {
        const { raw, values } = readAddress();
        for (const name of lists) {
          const tokens = (values[name] || "").split(",");
          for (const box of all(`input[name=${name}]`, form)) box.checked = tokens.includes(box.value);
        }
        form.elements.group.value = values.group || "";
        form.elements.sort.value = values.sort in orders ? values.sort : "";
        form.elements.q.value = values.q || "";
        apply();
        if (raw && !raw.includes("=")) {
          if (!byId(raw)) {
            await unpack().catch(() => {});
            drawAll("details[data-part]");
          }
          const target = byId(raw);
          if (target && target.matches("details")) {
            for (let node = target; node; node = node.parentElement) if (node.matches("details")) node.open = true;
            target.querySelector("summary").focus({ preventScroll: true });
            target.scrollIntoView();
          }
        } else if (raw) {
          byId("requirements").scrollIntoView();
        }
      };

      if (form) {
        form.hidden = false;
        form.addEventListener("submit", (event) => event.preventDefault());
        form.addEventListener("input", writeAddress);
        byId("reset").addEventListener("click", () => {
          form.reset();
          writeAddress();
        });
        const expand = byId("expand");
        expand.addEventListener("click", () => {
          const open = expand.getAttribute("aria-expanded") !== "true";
          for (const node of requirements) if (!node.hidden) node.open = open;
          expand.setAttribute("aria-expanded", String(open));
          expand.textContent = open ? "Collapse all" : "Expand all";
        });
        addEventListener("hashchange", follow);
        follow();
      }

      const only = byId("only");
      if (only) {
        const matrix = byId("matrix");
        const show = () => {
          matrix.classList.toggle("only", only.checked);
        };
        const read = () => {
          only.checked = location.hash === "#only=differences";
          show();
          if (only.checked) byId("matrix").scrollIntoView();
        };
        only.closest(".switch").hidden = false;
        only.addEventListener("change", () => {
          history.replaceState(null, "", only.checked ? "#only=differences" : "#matrix");
          show();
        });
        addEventListener("hashchange", read);
        read();
      }

      // Unpacked while nobody waits, so that it can be printed.
      addEventListener("load", () => setTimeout(() => unpack().catch(() => {}), 500));
      let opened = [];
      addEventListener("beforeprint", () => {
        drawAll("details[data-part]:not(.ev.ok .tr)");
        opened = all("details:not([open])");
        for (const node of opened) node.open = true;
      });
      addEventListener("afterprint", () => {
        for (const node of opened) node.open = false;
      });
    })();
    """#
}
