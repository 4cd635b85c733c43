/// The script of the annotated page. The page says everything without it; it adds the filters.
enum AnnotationScript {
  static let text = #"""
    "use strict";
    (() => {
      const form = document.getElementById("filters");
      const shown = document.getElementById("shown");
      const items = [...document.querySelectorAll("aside li[data-k]")];
      const marks = [...document.querySelectorAll(".doc [data-k]")];
      const sections = [...document.querySelectorAll("details.k")];
      const words = new Map(items.map((node) => [node, node.textContent.toLowerCase()]));
      const opened = new Set(sections.filter((section) => section.open));

      const apply = () => {
        const chosen = (name) => [...form.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value);
        const [polarities, flags] = [chosen("p"), chosen("f")];
        const terms = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
        const fits = (node) =>
          (!polarities.length || polarities.includes(node.dataset.p)) &&
          flags.every((flag) => node.dataset.f.split(" ").includes(flag));
        let count = 0;
        for (const node of items) {
          node.hidden = !(fits(node) && terms.every((term) => words.get(node).includes(term)));
          if (!node.hidden) count += 1;
        }
        for (const node of marks) node.hidden = !fits(node);
        const filtered = count !== items.length;
        for (const section of sections) {
          const own = section.querySelectorAll("li:not([hidden])").length;
          section.hidden = own === 0;
          section.querySelector(".n").textContent = own;
          section.open = filtered ? own <= 200 : opened.has(section);
        }
        shown.textContent = filtered ? `${count} of ${items.length} claims` : "";
      };

      const reveal = () => {
        const target = document.getElementById(location.hash.slice(1));
        const section = target && target.closest("details");
        if (section && !section.open) {
          section.open = true;
          target.scrollIntoView();
        }
      };

      form.hidden = items.length === 0;
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", apply);
      form.addEventListener("reset", () => setTimeout(apply));
      addEventListener("hashchange", reveal);
      reveal();
    })();
    """#
}
