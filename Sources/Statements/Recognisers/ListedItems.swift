/// Lists of SOP classes and transfer syntaxes that are set as items or as one line each, read as the tables that they
/// could be.
enum ListedItems {
  /// A table for each run of items that names classes or transfer syntaxes.
  static func tables(in passages: [Passage]) -> [TableReading] {
    var tables: [TableReading] = []
    var items: [(passage: Passage, item: Item)] = []
    var last: Int?
    func close() {
      if let table = table(items) { tables.append(table) }
      items = []
    }
    for passage in passages where passage.purpose == .conformance {
      if let last, passage.index != last + 1 { close() }
      last = passage.index
      switch passage.block.content {
      case .listItem(_, let text):
        if let item = Item(text) { items.append((passage, item)) }
      case .paragraph(let text), .preformatted(let text):
        if let item = Item(text), item.uid != nil {
          items.append((passage, item))
        } else {
          close()
        }
      case .heading, .table: close()
      }
    }
    close()
    return tables
  }

  private static func table(_ items: [(passage: Passage, item: Item)]) -> TableReading? {
    guard let first = items.first else { return nil }
    let announcement = first.passage.lead.map { Words($0.text) }
    let about = [announcement, first.passage.path.last?.words].compactMap { $0 }
    let syntaxes = items.filter { $0.item.isTransferSyntax }.count
    let header: [String]
    if syntaxes * 2 > items.count {
      guard about.contains(where: { $0.hasAny(["transfer syntax", "transfer syntaxes"]) }) else { return nil }
      header = ["Transfer Syntax", "UID", ""]
    } else if items.contains(where: { $0.item.isSOPClass }) || first.passage.announcesSOPClasses {
      let ownRoles = items.contains { !$0.item.role.isEmpty }
      guard ownRoles || about.contains(where: \.concernsSOPClasses) else { return nil }
      header = ["SOP Class", "UID", ownRoles ? "Role" : ""]
    } else {
      return nil
    }
    // An identifier that nobody registered is a class only where the words before the list say so.
    let listed = items.filter { _, item in
      item.isSOPClass || item.isTransferSyntax || first.passage.announcesSOPClasses
    }
    let rows = listed.map { passage, item in
      Table.Row(
        [Table.Cell(item.name), Table.Cell(item.uid ?? ""), Table.Cell(item.role)], at: passage.block.place)
    }
    return TableReading(
      passage: first.passage,
      table: Table(header: [Table.Row(header.map { Table.Cell($0) }, at: first.passage.block.place)], rows: rows))
  }

  /// An item that is a name, an identifier or both, with a role where it ends in one.
  private struct Item {
    var name: String
    var uid: String?
    var role: String
    var isSOPClass: Bool
    var isTransferSyntax: Bool

    /// Nil for items that say something else.
    init?(_ text: String) {
      guard text.utf8.count <= 240 else { return nil }
      let found = UIDScan.identifiers(in: text)
      guard found.count <= 1 else { return nil }
      uid = found.first
      var rest = text
      if let uid {
        rest = Self.withoutStop(rest, after: uid)
        rest = rest.replacing(uid, with: " ")
      }
      rest = rest.replacing("()", with: " ").replacing("UID:", with: " ").collapsed
      (name, role) = Self.roleAtEnd(of: rest)
      let signs: Set<Character> = [" ", ":", ",", ";", "-", "\u{2013}", "\u{2014}", "(", "=", "|", "[", "`", "*"]
      while let last = name.last, signs.contains(last) || (last == ")" && !name.contains("(")) { name.removeLast() }
      while let first = name.first, signs.contains(first) { name.removeFirst() }
      if let uid {
        isTransferSyntax = Registered.isTransferSyntax(uid)
        isSOPClass = Registered.isSOPClass(uid)
        guard Words(name).list.count <= 16, !name.hasSuffix("."),
          Registered.entry(uid) == nil || isTransferSyntax || isSOPClass
        else { return nil }
      } else {
        let plain = Footnote.withoutMark(name.last == "." ? String(name.dropLast()) : name)
        isSOPClass = Registered.sopClass(named: plain) != nil
        isTransferSyntax = !isSOPClass && Registered.transferSyntax(named: plain) != nil
        guard isSOPClass || isTransferSyntax else { return nil }
        name = plain
      }
    }

    /// The text without the stop that ends an item, right after its identifier or the bracket around that; a stop after
    /// other words ends a sentence.
    private static func withoutStop(_ text: String, after uid: String) -> String {
      let whole = text.collapsed
      guard whole.last == "." || whole.last == ";" else { return text }
      let rest = whole.dropLast()
      return rest.hasSuffix(uid) || rest.hasSuffix(uid + ")") || rest.hasSuffix(uid + "`") ? String(rest) : text
    }

    /// The text without roles at its end, and those roles: "Verification as SCU and SCP".
    private static func roleAtEnd(of text: String) -> (String, String) {
      let words = text.split(separator: " ")
      var count = 0
      var names = false
      for word in words.reversed() {
        let parts = Words(word).list
        guard parts.isEmpty || parts.allSatisfy({ roleWords.contains($0) }) else { break }
        if parts.contains(where: { ["scu", "scp", "both"].contains($0) }) { names = true }
        count += 1
      }
      guard names, count < words.count else { return (text, "") }
      return (words.dropLast(count).joined(separator: " "), words.suffix(count).joined(separator: " "))
    }

    private static let roleWords: Set<Substring> = [
      "scu", "scp", "both", "and", "or", "as", "a", "an", "role", "roles",
    ]
  }
}

extension Words {
  /// Whether the words speak of SOP classes, or of the roles that only those have.
  fileprivate var concernsSOPClasses: Bool {
    hasAny([
      "sop class", "sop classes", "abstract syntax", "abstract syntaxes", "presentation context",
      "presentation contexts", "service class", "service classes",
    ]) || !Sentence.roles(in: self).isEmpty
  }
}

extension Passage {
  /// Whether the words before a list say that it lists SOP classes, so that identifiers nobody registered are some too.
  var announcesSOPClasses: Bool {
    guard let lead, lead.text.collapsed.last == ":" else { return false }
    return Words(lead.text).hasAny([
      "sop class", "sop classes", "abstract syntax", "abstract syntaxes", "presentation contexts",
    ])
  }
}
