import Evidence

/// Messages of HL7 v2 from tables, headings, lists and sentences.
enum HL7Messages {
  static func read(_ passages: [Passage], _ tables: [TableReading], _ prose: [Prose], into findings: inout Findings) {
    for table in tables where table.passage.purpose != .explanation && table.passage.purpose != .media {
      readTable(table, &findings)
      readCaption(table, &findings)
    }
    readHeadings(passages, HL7TypeDirections(prose), &findings)
    for item in prose where HL7Event.mayBe(in: item.text) && !isAside(item.passage) {
      if item.isItem, readItem(item, &findings) { continue }
      for sentence in item.sentences { readSentence(sentence, item, &findings) }
    }
  }

  private struct Statement {
    var event: HL7Event
    var version: String?
    var direction: ClaimDetail.Message.Direction?
    var name: String?

    func claim(_ citation: Citation, _ method: String, _ confidence: Int) -> Claim {
      Claim(
        kind: .hl7Message, name: name,
        detail: .message(
          ClaimDetail.Message(
            event: event.event, structure: event.structure, version: version, direction: direction)),
        evidence: [citation], method: method, confidence: direction == nil ? min(confidence, 78) : confidence)
    }
  }

  /// Sections about parts of messages, translations and samples name messages that they do not claim.
  private static func isAside(_ passage: Passage) -> Bool {
    passage.path.contains { isAside($0.words) && !$0.isTitle }
  }

  private static func isAside(_ words: Words) -> Bool {
    words.hasAny([
      "mapping", "mappings", "error", "errors", "sample", "samples", "example", "examples", "conventions", "field",
      "fields", "segment level", "audit", "configuration", "trigger events",
    ])
  }

  // MARK: Tables

  private static func readTable(_ table: TableReading, _ findings: inout Findings) {
    guard
      let column = table.column([
        "message", "messages", "hl7 message", "message type", "event", "events", "trigger event", "trigger",
        "event type",
      ]), !isAside(table.passage),
      !table.grid.headings.contains(where: {
        $0.hasAny(["segment", "field", "element", "usage", "cardinality", "dicom", "error", "tag", "optionality"])
      }), !isAside(Words(table.table.caption ?? ""))
    else { return }
    // Type and event may have a column each.
    let eventColumn = table.column(["event", "events", "trigger", "trigger event", "event code"], besides: column)
    let structure = table.column(["structure"], besides: column, eventColumn)
    let version = table.column(["version", "versions"], besides: column, eventColumn, structure)
    let direction = table.column(["direction"], besides: column, eventColumn)
    let sender = table.column(
      ["sender", "send", "sent", "outbound", "outgoing", "sends"], besides: column, eventColumn)
    let receiver = table.column(
      ["receiver", "receive", "received", "inbound", "incoming", "receives"], besides: column, eventColumn, sender)
    let support = table.column(["support", "supported", "status", "implemented"], besides: column, eventColumn)
    let around = HL7Directions.around(table.passage)
    for row in table.grid.rows {
      let name = TableGrid.cell(row, column).collapsed
      let events = HL7Event.all(in: name + " " + TableGrid.cell(row, eventColumn))
      guard !events.isEmpty, events.count <= 40 else { continue }
      let stated = TableGrid.cell(row, version)
      let versions: [String?] = HL7Event.versions(in: stated).map(Optional.some)
      let printed = TableGrid.cell(row, structure).collapsed
      var sides: [(direction: ClaimDetail.Message.Direction?, said: SupportCell?)] = []
      if sender != nil || receiver != nil {
        for (side, cell) in [(ClaimDetail.Message.Direction.outbound, sender), (.inbound, receiver)] {
          if let said = SupportCell.read(TableGrid.cell(row, cell)) { sides.append((side, said)) }
        }
      } else {
        let said = SupportCell.read(TableGrid.cell(row, support))
        // A support column that says nothing of a row leaves the row unsaid.
        if support != nil, said == nil, table.grid.headings[support ?? 0].hasAny(["support", "supported"]) { continue }
        let named = HL7Directions.all(in: Words(TableGrid.cell(row, direction)))
        sides = named.isEmpty ? [(around, said)] : named.map { ($0, said) }
      }
      let citation = findings.citation(table.passage, row: row)
      for var event in events {
        if printed.contains("_"), printed.utf8.count <= 12 { event.structure = printed }
        for version in versions.isEmpty ? [nil] : versions {
          for side in sides {
            var claim = Statement(event: event, version: version, direction: side.direction, name: name)
              .claim(citation, "hl7-message/table", 92)
            if let said = side.said { claim.take(said) }
            findings.add(claim, block: table.passage.index)
          }
        }
      }
    }
  }

  /// `Table 7.1 Supported segments of ADT^A01^ADT_A01 (HL7 v2.3.1)`.
  private static func readCaption(_ table: TableReading, _ findings: inout Findings) {
    guard let caption = table.table.caption, caption.utf8.count <= 200, Words(caption).hasAny(["segments of"]),
      !isAside(table.passage), let row = table.grid.rows.first
    else { return }
    let events = HL7Event.all(in: caption, strict: true)
    guard events.count == 1, let event = events.first else { return }
    let after = caption.lowercased().range(of: "hl7").map { String(caption.lowercased()[$0.upperBound...]) } ?? ""
    let versions: [String?] = HL7Event.versions(in: after).map(Optional.some)
    for version in versions.isEmpty ? [nil] : versions {
      findings.add(
        Statement(event: event, version: version, direction: HL7Directions.around(table.passage), name: caption)
          .claim(findings.citation(table.passage, row: row), "hl7-message/caption", 85), block: table.passage.index)
    }
  }

  // MARK: Headings

  /// A section about a message, `ADT/ACK - Admit/Visit Notification (Event A01)`.
  private static func readHeadings(
    _ passages: [Passage], _ directions: HL7TypeDirections, _ findings: inout Findings
  ) {
    var seen: Set<String> = []
    var last: (count: Int, text: String, number: String?) = (0, "", nil)
    for passage in passages where passage.purpose != .explanation {
      guard let heading = passage.path.last else { continue }
      let current = (passage.path.count, heading.text, heading.number)
      if current == last { continue }
      last = current
      for (position, heading) in passage.path.enumerated().suffix(3) where !heading.isTitle {
        guard heading.text.utf8.count <= 160, HL7Event.mayBe(in: heading.text), !isAside(passage) else { continue }
        let parents = passage.path[..<position].map(\.text).joined(separator: "\u{1F}")
        guard seen.insert("\(parents)\u{1F}\(heading.number ?? "") \(heading.text)").inserted else { continue }
        let own = HL7Directions.around(passage)
        for event in HL7Event.all(in: heading.text) {
          let direction = own ?? directions.only(event.type)
          findings.add(
            Statement(event: event, version: nil, direction: direction, name: heading.text).claim(
              findings.citation(passage, words: heading.text), "hl7-message/section", own == nil ? 75 : 82),
            block: passage.index)
        }
      }
    }
  }

  // MARK: Lists and sentences

  private static func readItem(_ item: Prose, _ findings: inout Findings) -> Bool {
    guard item.text.utf8.count <= 300 else { return false }
    let events = HL7Event.all(in: item.text, strict: true)
    let lead = item.introduction
    guard !events.isEmpty, let first = item.text.split(separator: " ").first,
      HL7Event.mayBe(in: item.text), first.contains("^") || first.count == 3 || first.count == 7
    else { return false }
    let said = lead.flatMap(\.stance)
    let fromLead = lead.map { HL7Directions.all(in: $0.words) } ?? []
    let around = HL7Directions.around(item.passage)
    guard said != nil || !fromLead.isEmpty || around != nil else { return false }
    let own = Sentence(text: item.text, words: Words(item.text), linesBefore: 0)
    for event in events {
      let direction = fromLead.count == 1 ? fromLead.first : around
      var claim = Statement(event: event, version: nil, direction: direction, name: item.text.collapsed)
        .claim(findings.citation(item.passage, words: item.text), "hl7-message/list", 82)
      claim.polarity =
        own.isOfTheFuture
        ? .unclear : own.words.has("not supported") || lead?.denies == true ? .notSupported : .supported
      findings.add(claim, block: item.passage.index)
    }
    return true
  }

  private static func readSentence(_ sentence: Sentence, _ item: Prose, _ findings: inout Findings) {
    let words = sentence.words
    guard sentence.text.utf8.count < 1_000, !sentence.isExample, !sentence.text.hasSuffix(":"),
      words.hasAny(["message", "messages", "hl7", "event", "events"]),
      !words.hasAny(["shall", "valued", "see", "contains"])
    else { return }
    let events = HL7Event.all(in: sentence.text, strict: true)
    guard !events.isEmpty, events.count <= 12 else { return }
    for event in events {
      guard
        let place = sentence.text.range(of: event.event)?.lowerBound ?? sentence.text.range(of: event.type)?.lowerBound
      else { continue }
      let direction = HL7Directions.stated(in: sentence.text, before: place)
      let supports = words.hasAny(["support", "supports", "supported", "handles", "processes", "implements"])
      guard direction != nil || supports else { continue }
      var claim = Statement(event: event, version: nil, direction: direction, name: nil)
        .claim(item.citation(sentence, findings), "hl7-message/sentence", sentence.isConditional ? 55 : 65)
      claim.polarity = sentence.stance ?? .supported
      if sentence.denies, claim.polarity == .supported { claim.polarity = .unclear }
      if sentence.isConditional {
        claim.availability = .conditional
        claim.condition = sentence.text
      }
      findings.add(claim, block: item.passage.index)
    }
  }
}
