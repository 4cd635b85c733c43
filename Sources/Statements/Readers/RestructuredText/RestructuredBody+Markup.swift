/// Explicit markup: what begins with two dots.
extension RestructuredBody {
  /// Reads the markup at an index, and says where it ends.
  mutating func explicitMarkup(_ lines: [RestructuredLine], _ index: Int, _ surroundings: Surroundings) -> Int {
    let mark = lines[index].text.dropFirst(2).trimmed
    if let label = RestructuredDefinitions.footnoteLabel(mark) {
      let body = mark[mark.index(after: mark.firstIndex(of: "]") ?? mark.startIndex)...]
      return named(footnoteMark(label), beside: body, lines, index, surroundings)
    }
    let (rest, end) = lines.indentedBlock(from: index + 1)
    // An empty comment ends here: what is indented after a blank line is a quotation.
    if mark.isEmpty, rest.first?.isBlank ?? true { return index + 1 }
    guard let (name, argument) = RestructuredMarks.directive(mark) else { return end }
    guard DirectiveKind(named: name) == .table, let (more, tableEnd) = unindentedTitle(lines, index) else {
      directive(Directive(name: name, argument: argument, line: lines[index].number, body: rest), surroundings)
      return end
    }
    let whole = ([argument] + more.map(\.text)).joined(separator: " ")
    let (body, _) = lines.indentedBlock(from: index + 1 + more.count)
    directive(Directive(name: name, argument: whole[...], line: lines[index].number, body: body), surroundings)
    return tableEnd
  }

  /// The rest of a table's title that is not indented, as some converters break long ones.
  private func unindentedTitle(
    _ lines: [RestructuredLine], _ index: Int
  ) -> (lines: ArraySlice<RestructuredLine>, end: Int)? {
    let start = index + 1
    var end = start
    while end < lines.count, end - start < 8, !lines[end].isBlank, lines[end].indentation == 0,
      !lines[end].text.hasPrefix("..")
    {
      end += 1
    }
    guard end > start, end < lines.count, lines[end].isBlank else { return nil }
    let (body, bodyEnd) = lines.indentedBlock(from: end)
    guard let border = body.first(where: { !$0.isBlank })?.text.trimmed,
      RestructuredMarks.isGridBorder(border) || RestructuredMarks.isSimpleBorder(border)
    else { return nil }
    return (lines[start..<end], bodyEnd)
  }

  /// A directive as it is written.
  struct Directive {
    var name: String
    var argument: Substring
    var line: Int
    /// Options first, then the contents.
    var body: ArraySlice<RestructuredLine>
  }

  private mutating func directive(_ directive: Directive, _ surroundings: Surroundings) {
    let parts = DirectiveParts(directive)
    let inner = surroundings.inner(titles: true)
    switch DirectiveKind(named: directive.name) {
    case .dropped: return
    case .include: notFollowed(String(directive.argument), line: directive.line)
    case .table: tableDirective(parts, inner)
    case .listTable: listTable(parts)
    case .csvTable: csvTable(parts)
    case .figure:
      // The caption is the first paragraph, the legend what follows.
      read(parts.contents, surroundings.inner())
    case .image: return
    case .titled:
      read(parts.title.map { RestructuredLine(number: directive.line, text: $0[...]) }.map { [$0] } ?? [], inner)
      read(parts.contents, inner)
    case .versioned:
      let words = directive.argument.drop { $0 != " " }.trimmed
      read([RestructuredLine(number: directive.line, text: words)] + parts.contents, inner)
    case .fixed: fixed(parts.contents)
    case .rawMarkup:
      guard directive.argument == "html" else { return }
      let lines = parts.contents
      guard let first = lines.first else { return }
      for block in HTMLReader.fragment(lines.map(\.text).joined(separator: "\n")) ?? [] {
        let place = Place(line: block.place.line.map { $0 + first.number - 1 })
        append(Block(block.content, at: place))
      }
    case .contents, nil:
      let isHidden = DirectiveKind.hasHiddenArgument(directive.name) || DirectiveKind(named: directive.name) == nil
      let beside = isHidden ? "" : directive.argument
      read([RestructuredLine(number: directive.line, text: beside)] + parts.whole(afterTitle: !isHidden), inner)
    }
  }

  /// Notes a file that the document refers to.
  mutating func notFollowed(_ file: String, line: Int) {
    note(
      "not-followed",
      "Line \(line) takes in the file \(file.isEmpty ? "without a name" : file), which was not read. Give the document "
        + "with its contents in place.", line: line)
  }

  private func footnoteMark(_ label: String) -> String { definitions.footnoteMark(label) }
}

/// Title, options and contents of a directive.
struct DirectiveParts {
  /// The argument with the lines that continue it.
  var title: String?
  var options: [String: String] = [:]
  /// What follows the options, without blank lines at its ends.
  var contents: [RestructuredLine] = []
  var line: Int
  private var titleLines: [RestructuredLine] = []

  init(_ directive: RestructuredBody.Directive) {
    line = directive.line
    let lines = directive.body.dedented
    var index = 0
    // Without an argument, what stands on the lines right below is contents or options.
    var title = directive.argument.isEmpty ? [] : [String(directive.argument)]
    while index < lines.count, !lines[index].isBlank, lines[index].indentation == 0,
      !title.isEmpty, RestructuredMarks.field(lines[index].text) == nil
    {
      title.append(String(lines[index].text))
      titleLines.append(lines[index])
      index += 1
    }
    self.title = title.isEmpty ? nil : title.joined(separator: " ")
    var last: String?
    while index < lines.count, !lines[index].isBlank {
      if let field = RestructuredMarks.field(lines[index].text) {
        let name = field.name.lowercased()
        options[name] = String(field.body.trimmed)
        last = name
      } else if let name = last, lines[index].indentation > 0 {
        options[name, default: ""] += "\n" + lines[index].text.trimmed
      } else {
        break
      }
      index += 1
    }
    contents = Array(lines[index...]).withoutBlankEnds
  }

  /// The contents, with the lines that continue the argument before them where the argument is contents too.
  func whole(afterTitle: Bool) -> [RestructuredLine] {
    guard afterTitle, !titleLines.isEmpty else { return contents }
    let blank = RestructuredLine(number: titleLines.last?.number ?? line, text: "")
    return titleLines + [blank] + contents
  }
}
