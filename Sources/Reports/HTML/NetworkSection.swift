import Judgement
import Rendering

/// The network of a run: its map, and what was proven on which link. Nothing where there is one site alone.
struct NetworkSection {
  let scorecard: Scorecard

  /// The section.
  ///
  /// - Parameter store: Takes the table where it is long.
  func render(into store: inout DrawnOnDemand) -> HTML {
    var order: [String] = []
    var systems: [String: [RunSummary.SystemSummary]] = [:]
    for system in scorecard.run.systems {
      let site = NetworkLinks.site(of: system.id)
      if systems[site] == nil { order.append(site) }
      systems[site, default: []].append(system)
    }
    guard order.count > 1 else { return .empty }
    let links = NetworkLinks(scorecard)
    let sites = order.map { id in
      (id: id, name: systems[id]?.first?.site ?? id, systems: systems[id] ?? [])
    }
    let drawing = NetworkMap(sites: sites, links: links)
    let map: HTML =
      sites.count <= NetworkMap.limit
      ? "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Map\">\(drawing.html)</div>\(Self.legend)\(drawing.omission)"
      : "<p>\(counted(sites.count, "site")) are too many for a drawing; the table names every link.</p>"
    return """
      <section id="network" aria-labelledby="network-title">
      <h2 id="network-title">The network</h2>
      <div class="panel">\(map)\(table(links, into: &store))</div>
      </section>
      """
  }

  private static let legend: HTML = """
    <p class="muted">In a box: each system with what it showed by itself, ✓ met, ✗ not met or contradicted, ○ anything \
    else, and its roles. A line joins two sites between which something was tried: \
    <svg class="key" viewBox="0 0 36 8" aria-hidden="true"><path class="k k-met" d="M0 4H36"/></svg> all of it met, \
    <svg class="key" viewBox="0 0 36 8" aria-hidden="true"><path class="k k-not-met" d="M0 4H36"/></svg> something not \
    met, <svg class="key" viewBox="0 0 36 8" aria-hidden="true"><path class="k k-not-demonstrated" d="M0 4H36"/></svg> \
    something not shown or undecided.</p>
    """

  private func table(_ links: NetworkLinks, into store: inout DrawnOnDemand) -> HTML {
    guard !links.pairs.isEmpty else {
      return "<p class=\"muted\">No requirement of this run is held against two systems together.</p>"
    }
    let rows = links.pairs.sorted { $0.key < $1.key }.map { pair, tally -> HTML in
      let open = tally.open.prefix(6).map {
        "<a class=\"nowrap\" href=\"#\(Fragments.fragment($0))\">\($0)</a>" as HTML
      }
      let more = tally.open.count > 6 ? " and \(tally.open.count - 6) more" : ""
      return """
        <tr><th scope="row">\(pair.first)<td data-h="and">\(pair.second)<td data-h="worst">\(Fragments.badge(tally.worst))\
        <td data-h="results">\(tally.words)<td data-h="not met">\(open.joined(by: ", "))\(more)
        """
    }
    let table: HTML = """
      <div class="scroll" tabindex="0" role="region" aria-label="Links"><table class="stackable sorts"><thead><tr>\
      <th scope="col">System<th scope="col">and<th scope="col">Worst<th scope="col">Results<th scope="col">Not met\
      </thead><tbody>\(rows.joined())</tbody></table></div>
      """
    let title: HTML = "<summary>What was proven on which link: \(counted(rows.count, "pair")) of systems</summary>"
    guard rows.count > 60 else { return "<details>\(title)\(table)</details>" }
    return "<details data-part=\"\(store.add(table))\">\(title)</details>"
  }
}
