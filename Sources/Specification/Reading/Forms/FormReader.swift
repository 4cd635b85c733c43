import Synchronization

/// Takes the values of one mapping through its form. Values that don't have the form's shape are nil here: `FormCheck` has
/// reported them.
package struct FormReader: Sendable {
  /// The mapping.
  package let node: YAMLNode
  /// Its form.
  package let form: Form
  /// The file's path as shown.
  package let file: String
  /// Folder, with `/` at its end, that stands before the paths of this file where another file is read with it.
  package let folder: String

  /// Nil unless the node is a mapping.
  package init?(_ node: YAMLNode?, _ form: Form, file: String, folder: String = "") {
    guard let node, case .mapping = node.content else { return nil }
    self.node = node
    self.form = form
    self.file = file
    self.folder = folder
  }

  /// The value of a key, nil where nothing is written.
  package func node(_ key: String) -> YAMLNode? {
    FormAudit.current?.note(key, of: form)
    guard let value = node[key], !value.isMissing else { return nil }
    return value
  }

  /// Where the mapping begins.
  package var span: SourceSpan { span(node) }

  /// Where a node of this file stands.
  package func span(_ node: YAMLNode) -> SourceSpan {
    SourceSpan(file: file, line: node.line, column: node.column, length: node.length)
  }

  /// Where a key's value stands, or the mapping without it.
  package func span(of key: String) -> SourceSpan { span(node[key] ?? node) }

  /// The text of a scalar, without line ends behind it.
  package func text(_ key: String) -> String? {
    guard let text = node(key)?.text.map(Self.trimmed) else { return nil }
    return !folder.isEmpty && form.key(key)?.shape == .path ? folder + text : text
  }

  /// The text of an identifier.
  package func identifier(_ key: String) -> String? {
    node(key)?.text.flatMap { ScalarRule.isIdentifier($0) ? $0 : nil }
  }

  /// A whole number within the form's range.
  package func integer(_ key: String) -> Int? {
    guard case .scalar(let text, .plain) = node(key)?.content, case .integer(let range) = form.key(key)?.shape,
      let number = ScalarRule.digits(Array(text.utf8)[...]), range.contains(number)
    else { return nil }
    return number
  }

  /// A decimal number.
  package func fraction(_ key: String) -> ExactFraction? {
    guard case .scalar(let text, .plain) = node(key)?.content else { return nil }
    return ScalarRule.fraction(text)
  }

  /// `true` or `false`.
  package func boolean(_ key: String) -> Bool? {
    guard case .scalar(let text, .plain) = node(key)?.content else { return nil }
    return text == "true" ? true : text == "false" ? false : nil
  }

  /// A length of time in nanoseconds.
  package func nanoseconds(_ key: String) -> Int64? { node(key)?.text.flatMap(ScalarRule.nanoseconds) }

  /// A calendar date.
  package func date(_ key: String) -> String? { node(key)?.text.flatMap { ScalarRule.isDate($0) ? $0 : nil } }

  /// Minutes after midnight.
  package func minutes(_ key: String) -> Int? { node(key)?.text.flatMap(ScalarRule.minutes) }

  /// A word of a closed set.
  package func word<Word: RawRepresentable<String>>(_ key: String, as type: Word.Type = Word.self) -> Word? {
    node(key)?.text.flatMap(Word.init(rawValue:))
  }

  /// The texts of a list, with their nodes.
  package func texts(_ key: String) -> [(text: String, node: YAMLNode)] {
    (node(key)?.elements ?? []).compactMap { element in
      element.isMissing ? nil : element.text.map { (Self.trimmed($0), element) }
    }
  }

  /// The mapping under a key.
  package func form(_ key: String) -> FormReader? {
    guard case .form(let form) = self.form.key(key)?.shape else { return nil }
    return FormReader(node(key), form, file: file, folder: folder)
  }

  /// The mappings of a list.
  package func forms(_ key: String) -> [FormReader] {
    guard case .list(let shape, _) = self.form.key(key)?.shape else { return [] }
    return (node(key)?.elements ?? []).compactMap { reader($0, shape) }
  }

  /// The elements of a list, those that are mappings with a reader of theirs.
  package func elements(_ key: String) -> [(node: YAMLNode, form: FormReader?)] {
    guard case .list(let shape, _) = self.form.key(key)?.shape else { return [] }
    return (node(key)?.elements ?? []).map { ($0, reader($0, shape)) }
  }

  /// The named mappings under a key.
  package func namedForms(_ key: String) -> [(name: YAMLEntry, reader: FormReader)] {
    guard case .map(let shape) = self.form.key(key)?.shape else { return [] }
    return (node(key)?.entries ?? []).compactMap { entry in
      guard ScalarRule.isIdentifier(entry.key) else { return nil }
      return reader(entry.value, shape).map { (entry, $0) }
    }
  }

  /// The entries of a mapping whose values are looked at by the caller.
  package func entries(_ key: String) -> [YAMLEntry] { node(key)?.entries ?? [] }

  private func reader(_ node: YAMLNode, _ shape: Shape) -> FormReader? {
    switch shape {
    case .form(let form), .either(_, let form): FormReader(node, form, file: file, folder: folder)
    case .variant(let key, let variants):
      variants.first { $0.word == node[key]?.text }.flatMap { FormReader(node, $0.form, file: file, folder: folder) }
    default: nil
    }
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\n" || last == " " { scalars.removeLast() }
    return scalars.endIndex == text.endIndex ? text : String(scalars)
  }
}

/// Notes which keys readers ask for, so that a test can hold readers and forms equal.
package final class FormAudit: Sendable {
  /// The audit of the current task, if a test keeps one.
  @TaskLocal package static var current: FormAudit?

  private let noted = Mutex<(asked: Set<String>, foreign: Set<String>)>(([], []))

  /// Makes an empty audit.
  package init() {}

  /// `form/key` of each key that a reader asked for.
  package var asked: Set<String> { noted.withLock { $0.asked } }
  /// Keys that a reader asked for and that the form doesn't have.
  package var foreign: Set<String> { noted.withLock { $0.foreign } }

  fileprivate func note(_ key: String, of form: Form) {
    noted.withLock { noted in
      noted.asked.insert("\(form.name)/\(key)")
      if form.key(key) == nil { noted.foreign.insert("\(form.name)/\(key)") }
    }
  }
}
