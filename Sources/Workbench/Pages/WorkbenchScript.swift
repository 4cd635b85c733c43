/// The script of the workbench. Its pages say everything without it; it shows the progress of a run while it goes on.
enum WorkbenchScript {
  static let text = #"""
    "use strict";
    (() => {
      const live = document.getElementById("live");
      if (!live) return;
      const bar = document.getElementById("bar");
      const said = document.getElementById("said");
      const log = document.getElementById("log");
      const words = (notice) =>
        [notice.requirement, notice.evidence || notice.step, ...(notice.systems || []), notice.note]
          .filter(Boolean)
          .join("  ");
      const note = (text) => {
        const line = document.createElement("li");
        line.textContent = text;
        log.append(line);
        while (log.children.length > 500) log.firstChild.remove();
        log.scrollTop = log.scrollHeight;
      };
      const source = new EventSource(live.dataset.events);
      const hear = (event) => {
        const notice = JSON.parse(event.data);
        if (notice.total) bar.max = notice.total;
        if (notice.done !== undefined) bar.value = notice.done;
        if (notice.event === "planned") said.textContent = `${notice.total} pieces of evidence to gather.`;
        if (notice.event === "began" || notice.event === "step") live.querySelector("#now").textContent = words(notice);
        if (notice.event === "ended") {
          said.textContent = `${notice.done} of ${notice.total} pieces of evidence gathered.`;
          note(words(notice));
        }
        if (notice.event === "finished") {
          source.close();
          said.textContent = "The run has ended. Loading its result.";
          location.reload();
        }
      };
      for (const name of ["planned", "began", "step", "ended", "finished"]) source.addEventListener(name, hear);
      source.addEventListener("error", () => {
        live.querySelector("#now").textContent = "The connection was lost; it is tried again.";
      });
    })();
    """#
}
