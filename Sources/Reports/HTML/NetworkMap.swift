import Judgement
import Rendering

/// The network as a drawing: each site a box with its systems, what they showed by themselves, and lines between sites
/// for what was tried across them. A line's form says its worst result, not its colour alone.
struct NetworkMap {
  let sites: [(id: String, name: String, systems: [RunSummary.SystemSummary])]
  let links: NetworkLinks

  /// More sites than this are a list.
  static let limit = 24

  /// Up to this many sites every line is drawn; of more, those alone on which something is not met, worst first.
  static let wholeSites = 6
  /// Lines that can still be told apart.
  static let most = 60

  private static let width = 172
  private static let row = 34
  private static let shownSystems = 5

  private struct Point {
    var x: Int
    var y: Int
  }

  private struct Box {
    var corner: Point
    /// Where lines end: the middle of the side that looks inwards.
    var anchor: Point
  }

  var html: HTML {
    let (boxes, size) = layout()
    let lines = drawn.map { pair, tally in
      line(pair, tally, boxes, centre: Point(x: size.x / 2, y: size.y / 2))
    }
    let places = sites.map { box($0, at: boxes[$0.id]) }
    return """
      <svg class="map" viewBox="0 0 \(size.x) \(size.y)" role="img" aria-label="Map of the network: \
      \(counted(sites.count, "site")), \(counted(sites.reduce(0) { $0 + $1.systems.count }, "system")), lines between \
      \(counted(drawn.count, "pair")) of sites; the table below says the same in words">\
      \(lines.joined())\(places.joined())</svg>
      """
  }

  /// The pairs of sites between which a line is drawn.
  var drawn: [(key: NetworkLinks.Pair, value: NetworkLinks.Tally)] {
    let all = links.betweenSites.sorted { $0.key < $1.key }
    guard sites.count > Self.wholeSites else { return all }
    let open = all.filter { $0.value.worst != .met }
    guard open.count > Self.most else { return open }
    let severest = open.enumerated().sorted {
      ($1.element.value.worst.severity, $0.offset) < ($0.element.value.worst.severity, $1.offset)
    }
    return severest.prefix(Self.most).map(\.element)
  }

  /// What is not drawn, in words; nothing where every line is.
  var omission: HTML {
    let (all, shown) = (links.betweenSites, drawn)
    guard all.count > shown.count else { return .empty }
    let met = all.values.count { $0.worst == .met }
    let open = all.count - met - shown.count
    return """
      <p class="muted">Not drawn, so that the rest can be seen: \(counted(met, "pair")) of sites between which all is met\
      \(if: open > 0, ", and \(counted(open, "pair")) with less grave results"). The table names every link.</p>
      """
  }

  private var height: Int {
    30 + Self.row * max(1, sites.map { min($0.systems.count, Self.shownSystems + 1) }.max() ?? 1)
  }

  /// Boxes around a free middle, clockwise from the top left.
  private func layout() -> (boxes: [String: Box], size: Point) {
    let count = sites.count
    let top = count <= 2 ? 0 : max(1, (count + 2) / 4)
    let side = count <= 2 ? 1 : (count - 2 * top + 1) / 2
    let gap = 28
    let columns = top + 2
    let middle = max(columns * (Self.width + gap), 760)
    let rows = side + (top > 0 ? 2 : 0)
    let size = Point(x: middle, y: max(rows * (height + gap), top > 0 ? 3 * height : height + gap))
    var boxes: [String: Box] = [:]
    for (index, site) in sites.enumerated() {
      let corner: Point
      let inward: Point
      if index < top {
        corner = Point(x: share(index, of: top, in: size.x - Self.width), y: 2)
        inward = Point(x: Self.width / 2, y: height)
      } else if index < top + side {
        corner = Point(x: size.x - Self.width - 2, y: rowPlace(index - top, of: side, below: top, in: size.y))
        inward = Point(x: 0, y: height / 2)
      } else if index < 2 * top + side {
        let position = top - 1 - (index - top - side)
        corner = Point(x: share(position, of: top, in: size.x - Self.width), y: size.y - height - 2)
        inward = Point(x: Self.width / 2, y: 0)
      } else {
        let position = side - 1 - (index - 2 * top - side)
        corner = Point(x: 2, y: rowPlace(position, of: side, below: top, in: size.y))
        inward = Point(x: Self.width, y: height / 2)
      }
      boxes[site.id] = Box(corner: corner, anchor: Point(x: corner.x + inward.x, y: corner.y + inward.y))
    }
    // Three sites leave one side free: they stand in the middle all the same.
    let free = (boxes.values.map(\.corner.x).min() ?? 0) / 2
    if top > 0, free > Self.width / 2 {
      boxes = boxes.mapValues { box in
        Box(
          corner: Point(x: box.corner.x - free, y: box.corner.y), anchor: Point(x: box.anchor.x - free, y: box.anchor.y)
        )
      }
    }
    return (boxes, size)
  }

  /// Columns of the top and the bottom leave the corners free.
  private func share(_ index: Int, of count: Int, in width: Int) -> Int { width * (index + 1) / (count + 1) }

  private func rowPlace(_ index: Int, of count: Int, below top: Int, in full: Int) -> Int {
    let free = full - (top > 0 ? 2 * height : 0)
    let begin = top > 0 ? height : 0
    return begin + (free * (2 * index + 1)) / (2 * max(count, 1)) - height / 2
  }

  private func line(_ pair: NetworkLinks.Pair, _ tally: NetworkLinks.Tally, _ boxes: [String: Box], centre: Point)
    -> HTML
  {
    guard let from = boxes[pair.first]?.anchor, let to = boxes[pair.second]?.anchor else { return .empty }
    let middle = Point(x: (from.x + to.x) / 2, y: (from.y + to.y) / 2)
    // Bent towards the middle, so that no line runs through a box.
    let control = Point(x: (middle.x + centre.x) / 2, y: (middle.y + centre.y) / 2)
    let place = Point(x: (middle.x + control.x) / 2, y: (middle.y + control.y) / 2)
    let label: HTML =
      sites.count <= 4
      ? """
      <text class="on" x="\(place.x)" y="\(place.y + 4)">\(tally.shown)</text>
      """ : .empty
    return """
      <g><title>\(pair.first) and \(pair.second): \(tally.words)</title><path class="k k-\(tally.worst.token)" \
      d="M\(from.x) \(from.y)Q\(control.x) \(control.y) \(to.x) \(to.y)"/>\(label)</g>
      """
  }

  private func box(
    _ site: (id: String, name: String, systems: [RunSummary.SystemSummary]), at box: Box?
  ) -> HTML {
    guard let corner = box?.corner else { return .empty }
    var rows = HTML.empty
    for (index, system) in site.systems.prefix(Self.shownSystems).enumerated() {
      let y = corner.y + 26 + Self.row * index
      let tally = links.systems[system.id]
      let id = String(system.id.drop { $0 != "/" }.dropFirst())
      rows += """
        <g><title>\(system.id), \(system.product), \(system.roles.joined(separator: ", ")): \
        \(tally?.words ?? "nothing shown by itself")</title><text class="sys" x="\(corner.x + 10)" y="\(y + 14)">\
        \(Self.fitting(id, 96, 12))</text><text class="num" x="\(corner.x + Self.width - 8)" y="\(y + 14)">\
        \(Self.brief(tally))</text><text class="role" x="\(corner.x + 10)" y="\(y + 28)">\
        \(Self.fitting(system.roles.joined(separator: ", "), Self.width - 18, 11))</text></g>
        """
    }
    if site.systems.count > Self.shownSystems {
      rows += """
        <text class="role" x="\(corner.x + 10)" y="\(corner.y + 40 + Self.row * Self.shownSystems)">and \
        \(site.systems.count - Self.shownSystems) more</text>
        """
    }
    return """
      <g><title>\(site.name)</title><rect class="box" x="\(corner.x)" y="\(corner.y)" width="\(Self.width)" \
      height="\(height)" rx="5"/><text class="site" x="\(corner.x + 10)" y="\(corner.y + 19)">\
      \(Self.fitting(site.name, Self.width - 18, 13))</text>\(rows)</g>
      """
  }

  /// What holds and what does not: `✓ 12 ✗ 3`, the rest as one number.
  private static func brief(_ tally: NetworkLinks.Tally?) -> String {
    guard let tally else { return "" }
    let met = tally.states[.met] ?? 0
    let against = (tally.states[.notMet] ?? 0) + (tally.states[.contradicted] ?? 0)
    let rest = tally.states.values.reduce(0, +) - met - against
    return [(met, "✓"), (against, "✗"), (rest, "○")].filter { $0.0 > 0 }.map { "\($0.1)\($0.0)" }
      .joined(separator: " ")
  }

  /// As much of a text as fits into a width, by how wide signs are in the widest of the fonts that a reader may have.
  static func fitting(_ text: String, _ width: Int, _ size: Int) -> String {
    let line = PlainText.singleLine(String(text.prefix(100)))
    var rest = Double(width)
    var fits = ""
    for character in line {
      rest -= Double(size) * share(of: character)
      if rest < 0 { return fits.dropLast() + "…" }
      fits.append(character)
    }
    return fits
  }

  /// The width of a sign, as a share of the font's size.
  private static func share(of character: Character) -> Double {
    switch character {
    case "i", "l", "j", "I", ".", ",", " ", "'", ":", "|": 0.35
    case "m", "w", "M", "W", "@", "…", "%": 1
    case _ where !character.isASCII: 1
    case _ where character.isUppercase: 0.78
    default: 0.64
    }
  }
}
