import Evidence
import Rendering

/// The blocks of a document with their claims and problems marked.
struct DocumentMarkup {
  let reading: DocumentReading
  let document: BlockDocument
  let annotations: Annotations

  /// All blocks in order.
  var html: HTML {
    var result = HTML.empty
    var page: Int?
    var excluded: String?
    let reasons = ExclusionReasons(document)
    for (index, block) in document.blocks.enumerated() {
      let spots = annotations.spots[index] ?? []
      // What makes a claim all the same is shown as read.
      let reason = spots.isEmpty ? reasons[index] : nil
      if let reason, reason != excluded {
        result += "<p class=\"why-not\">Not read for claims: stands under “\(reason)”.</p>\n"
      }
      excluded = reason ?? (spots.isEmpty ? nil : excluded)
      result += """
        <div class="blk\(if: reason != nil, " x")"><div class="pl">\(place(block, after: page))</div><div class="ct">\
        \(content(block, spots))\(problems(index))</div></div>

        """
      page = block.place.page ?? page
    }
    return result
  }

  private func place(_ block: Block, after page: Int?) -> HTML {
    if let own = block.place.page { return own == page ? .empty : "page \(own)" }
    if let line = block.place.line { return "<span class=\"vh\">line </span>\(line)" }
    return .empty
  }

  private typealias Spots = [(part: Annotations.Part, spot: Annotations.Spot)]

  private func content(_ block: Block, _ spots: Spots) -> HTML {
    switch block.content {
    case .heading(let level, let number, let text):
      let depth = min(max(level, 1), 4) + 2
      return """
        <div class="h h\(depth)" role="heading" aria-level="\(depth)">\(number, { "<span class=\"no\">\($0)</span> " })\
        \(text)</div>\(badges(spots))
        """
    case .paragraph(let text): return "<p>\(marked(text, spots))</p>\(badges(spots))"
    case .listItem(let depth, let text):
      return "<div class=\"li d\(min(max(depth, 1), 5))\">\(marked(text, spots))</div>\(badges(spots))"
    case .preformatted(let text):
      return "<pre\(if: !spots.isEmpty, " class=\"hit\"")>\(text)</pre>\(badges(spots))"
    case .table(let table): return tableMarkup(table, spots)
    }
  }

  private func claims(_ spot: Annotations.Spot) -> [(index: Int, claim: Claim)] {
    spot.claims.compactMap { reading.claims.indices.contains($0) ? ($0, reading.claims[$0]) : nil }
  }

  /// The marks under a block that is no table.
  private func badges(_ spots: Spots) -> HTML {
    guard !spots.isEmpty else { return .empty }
    let items = spots.map { item -> HTML in
      "<span class=\"spot\" id=\"s\(item.spot.number)\">\(ClaimBadges.row(claims(item.spot)))\(notes(item.spot))</span>"
    }
    return "<div class=\"bs\">\(items.joined(by: " "))</div>"
  }

  private func marked(_ text: String, _ spots: Spots) -> HTML {
    guard !spots.isEmpty else { return lines(text) }
    let wanted = spots.compactMap { item -> (words: String, spot: Int)? in
      if case .words(let words) = item.part { return (words, item.spot.number) }
      return nil
    }
    let tones = Dictionary(uniqueKeysWithValues: spots.map { ($0.spot.number, tone($0.spot)) })
    let marked = MarkedText(text, wanted)
    if marked.pieces.allSatisfy({ $0.spot == nil }) {
      return "<mark class=\"e-\(tones.values.first ?? "met")\">\(text.collapsed)</mark>"
    }
    return marked.pieces.map { piece -> HTML in
      guard let spot = piece.spot else { return "\(piece.text)" }
      return "<mark class=\"e-\(tones[spot] ?? "met")\">\(piece.text)</mark>"
    }.joined()
  }

  /// Line breaks that the document must mean stay: the first word after them would have fitted before them.
  private func lines(_ text: String) -> HTML {
    let lines = text.split(separator: "\n").map { $0.collapsed }.filter { !$0.isEmpty }
    let longest = lines.map(\.count).max() ?? 0
    var result = HTML.empty
    for (index, line) in lines.enumerated() {
      if index > 0 {
        let word = line.prefix { $0 != " " }.count
        let isMeant = lines[index - 1].count + 1 + word <= longest * 85 / 100
        result += isMeant ? "<br>" : " "
      }
      result += "\(line)"
    }
    return result
  }

  private func tone(_ spot: Annotations.Spot) -> String {
    let tones = claims(spot).map { ClaimBadges.tone($0.claim) }.uniqued
    if tones.contains("contradicted") { return "contradicted" }
    return tones.count == 1 ? tones.first ?? "met" : tones.contains("met") ? "met" : tones.first ?? "met"
  }

  /// Conditions and disputes of a spot's claims.
  private func notes(_ spot: Annotations.Spot) -> HTML {
    var notes: [HTML] = []
    for (_, claim) in claims(spot) {
      if let condition = claim.condition, condition != claim.evidence.first?.words {
        notes.append("condition: \(condition)")
      }
      for other in claim.disputedBy.prefix(3) {
        if let index = annotations.claimsAt[other], let number = annotations.spotOfClaim[index] {
          notes.append("disputed by <a href=\"#s\(number)\" title=\"\(other.place)\">\(other.spokenPlace)</a>")
        } else {
          notes.append("disputed by \(other.place)")
        }
      }
    }
    let shown = notes.uniqued.prefix(6)
    return shown.isEmpty ? .empty : "<span class=\"nt\">\(shown.joined(by: "; "))</span>"
  }

  private func problems(_ block: Int) -> HTML {
    (annotations.problems[block] ?? []).map { item -> HTML in
      guard reading.problems.indices.contains(item.problem) else { return .empty }
      return ProblemMarkup.line(reading.problems[item.problem], id: "p\(item.problem)", row: item.row)
    }.joined()
  }

  private func tableMarkup(_ table: Table, _ spots: Spots) -> HTML {
    var byRow: [Int: Annotations.Spot] = [:]
    var byHeading: [Int: Annotations.Spot] = [:]
    var whole: Spots = []
    for item in spots {
      switch item.part {
      case .row(let row): byRow[row] = item.spot
      case .headingRow(let row): byHeading[row] = item.spot
      case .whole, .words: whole.append(item)
      }
    }
    let isMarked = !byRow.isEmpty || !byHeading.isEmpty
    let header = table.header.enumerated().map { index, row in
      self.row(row, byHeading[index], "th", margin: isMarked ? "claims" : nil)
    }
    let rows = table.rows.enumerated().map { index, row in
      self.row(row, byRow[index + 1], "td", margin: isMarked ? .empty : nil)
    }
    return """
      <div class="scroll" tabindex="0"><table>\(table.caption, { "<caption>\($0.collapsed)</caption>" })\
      \(if: !header.isEmpty, "<thead>\(header.joined())</thead>")<tbody>\(rows.joined())</tbody></table></div>\
      \(badges(whole))
      """
  }

  /// A row; where a row of the table has claims, each has a cell for them, which holds `margin` where it has none.
  private func row(_ row: Table.Row, _ spot: Annotations.Spot?, _ tag: HTML, margin: HTML?) -> HTML {
    let start: HTML = spot.map { "<tr class=\"hit e-\(tone($0))\" id=\"s\($0.number)\">" } ?? "<tr>"
    let marks: HTML = spot.map { "\(ClaimBadges.row(claims($0)))\(notes($0))" } ?? margin ?? .empty
    let wanted = wanted(spot)
    return """
      \(start)\(if: margin != nil, "<\(tag) class=\"mg\">\(marks)</\(tag)>")\
      \(each: row.cells, { cell($0, tag, wanted) })</tr>

      """
  }

  /// What of a row's claims may stand in one of its cells.
  private func wanted(_ spot: Annotations.Spot?) -> [String] {
    guard let spot else { return [] }
    return spot.claims.prefix(60).flatMap { index -> [String] in
      guard reading.claims.indices.contains(index) else { return [] }
      let claim = reading.claims[index]
      return [claim.uid, claim.name, claim.value].compactMap { $0 }.filter { !$0.isEmpty }
    }.uniqued
  }

  private func cell(_ cell: Table.Cell, _ tag: HTML, _ wanted: [String]) -> HTML {
    let text = wanted.isEmpty ? "" : cell.text.collapsed
    let isHit = wanted.contains { text.utf8Contains($0) }
    return """
      <\(tag)\(if: cell.columnSpan > 1, " colspan=\"\(min(cell.columnSpan, TableGrid.maximumColumns))\"")\
      \(if: cell.rowSpan > 1, " rowspan=\"\(cell.rowSpan)\"")\(if: isHit, " class=\"on\"")>\(lines(cell.text))</\(tag)>
      """
  }
}
