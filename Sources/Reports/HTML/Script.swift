/// The script of both pages. The pages say everything without it; it adds the filters and keeps them in the address.
enum Script {
  /// SHA-256 of `text` in base64, for the page's Content-Security-Policy. A test holds it equal to what `openssl` says.
  static let sha256 = "6T4+h2GY6Y36lyJKtAgGQQ7FT/dSlOsJZbs7LKiSSb0="

  /// The whole script.
  static let text = #"""
    "use strict";
    (() => {
      const byId = (id) => document.getElementById(id);
      const all = (selector, root = document) => [...root.querySelectorAll(selector)];
      let drawn;
      const draw = (node) => {
        const part = node.dataset.part;
        const store = byId("drawn");
        delete node.dataset.part;
        if (part === undefined || !store) return;
        drawn ??= JSON.parse(store.textContent);
        const text = drawn.parts[Number(part)].split(" ").map((run) => {
          const [first, last = first] = run.split("-").map((number) => parseInt(number, 36));
          return drawn.pieces.slice(first, last + 1).join("");
        });
        const frame = document.createElement("template");
        frame.innerHTML = text.join("");
        node.querySelector("summary").after(frame.content);
      };
      const drawAll = (selector) => {
        for (let found = all(selector); found.length; found = all(selector)) found.forEach(draw);
      };
      document.addEventListener(
        "toggle",
        (event) => {
          if (event.target.open && event.target.dataset.part !== undefined) draw(event.target);
        },
        true,
      );
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
            (!group || node.closest(".group").dataset.group === group) &&
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
        if (form.elements.q.value) parts.push(`q=${encodeURIComponent(form.elements.q.value)}`);
        history.replaceState(null, "", `#${parts.join("&")}`);
      };

      const follow = () => {
        const { raw, values } = readAddress();
        for (const name of lists) {
          const tokens = (values[name] || "").split(",");
          for (const box of all(`input[name=${name}]`, form)) box.checked = tokens.includes(box.value);
        }
        form.elements.group.value = values.group || "";
        form.elements.q.value = values.q || "";
        apply();
        if (raw && !raw.includes("=")) {
          if (!byId(raw)) drawAll("details[data-part]");
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
