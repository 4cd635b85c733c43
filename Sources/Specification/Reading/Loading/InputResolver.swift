import Foundation

/// Decides the value of each input: the specification's, unless the profile, the environment or the command line gives another.
struct InputResolver {
  let log: DiagnosticLog
  let options: LoadOptions

  /// An input as the specification declares it.
  struct Declared {
    var entry: YAMLEntry
    var reader: FormReader
    var type: ValueType
    var isSecret: Bool
  }

  /// The value types of words in files.
  static func type(_ word: String?) -> ValueType? {
    switch word {
    case "duration": .duration
    case "size": .size
    case "number": .number
    case "string": .string
    case "uid": .uid
    case "date": .date
    case "boolean": .boolean
    default: nil
    }
  }

  /// All inputs with the value in force. `profile` gives values by name with the place where they are written.
  func inputs(
    of specification: FormReader, profile: (id: String, values: [String: (text: String, span: SourceSpan)])?
  ) -> [String: InputValue] {
    var inputs: [String: InputValue] = [:]
    for (entry, reader) in specification.namedForms("inputs") {
      guard let type = Self.type(reader.text("type")) else { continue }
      let declared = Declared(
        entry: entry, reader: reader, type: type, isSecret: reader.boolean("secret") ?? false)
      var input = InputValue(
        title: reader.text("title") ?? "", type: type, value: nil, isSecret: declared.isSecret)
      resolve(&input, declared, profile: profile)
      inputs[entry.key] = input
    }
    for name in options.inputs.keys.sorted() where inputs[name] == nil {
      log.unknown(
        ReadingRule.unknownInput, "input", name, at: Self.commandLine(name), among: inputs.keys,
        otherwise: "this specification has no inputs")
    }
    return inputs
  }

  private func resolve(
    _ input: inout InputValue, _ declared: Declared,
    profile: (id: String, values: [String: (text: String, span: SourceSpan)])?
  ) {
    let name = declared.entry.key
    if let node = declared.reader.node("value") {
      if declared.isSecret {
        log.error(
          ReadingRule.secretInFile, at: declared.reader.span(node), "a secret's value must not stand in a file",
          hint: "give it by the environment variable `\(Self.variable(name))` or the file named by "
            + "`\(Self.variable(name))_FILE`")
      } else if let text = node.text {
        input.value = value(text, declared.type, at: declared.reader.span(node), name)
      } else {
        log.error(ReadingRule.wrongShape, at: declared.reader.span(node), "`value` must be a text, not \(node.sort)")
      }
    } else if !declared.isSecret {
      log.error(
        ReadingRule.missingInputValue, at: declared.reader.span(declared.entry.keyNode),
        "the input `\(name)` has no value",
        hint: "give it a `value`, or mark it `secret: true`")
    }
    if let profile, let given = profile.values[name] {
      if declared.isSecret {
        log.error(ReadingRule.secretInFile, at: given.span, "a secret's value must not stand in a file")
      } else {
        let standard = input.value
        input.value = value(given.text, declared.type, at: given.span, name)
        input.origin = .profile(profile.id)
        if let standard, input.value == standard {
          log.error(
            ReadingRule.entryWithoutEffect, at: given.span, "the input's value is `\(ValueText.text(standard))` already"
          )
        }
      }
    }
    environment(&input, declared)
    if let text = options.inputs[name] {
      if declared.isSecret {
        log.error(
          ReadingRule.secretOnCommandLine, at: Self.commandLine(name),
          "the secret `\(name)` must not be given on the command line, where others can read it",
          hint: "give it by the environment variable `\(Self.variable(name))`")
      } else {
        input.value = value(text, declared.type, at: Self.commandLine(name), name)
        input.origin = .commandLine
      }
    }
  }

  private func environment(_ input: inout InputValue, _ declared: Declared) {
    guard options.environmentGivesInputs else { return }
    let name = declared.entry.key
    let variable = Self.variable(name)
    if let text = options.environment[variable] {
      let span = SourceSpan(file: "environment variable \(variable)", line: 1, column: 1)
      input.value = value(text, declared.type, at: span, name, isSecret: declared.isSecret)
      input.origin = .environment(variable)
    } else if let path = options.environment[variable + "_FILE"] {
      do throws(UnreadableText) {
        let source = try LanguageFile.load(path, shownAs: path)
        let text = source.text.trimmingCharacters(in: .newlines)
        let span = SourceSpan(file: path, line: 1, column: 1)
        input.value = value(text, declared.type, at: span, name, isSecret: declared.isSecret)
        input.origin = .file(path)
      } catch {
        log.add(error.diagnostic)
      }
    }
  }

  private func value(
    _ text: String, _ type: ValueType, at span: SourceSpan, _ name: String, isSecret: Bool = false
  ) -> Value? {
    switch Literal.parse(text, as: type) {
    case .success(let value): return value
    case .failure(let problem):
      // The problem quotes the text.
      let message = isSecret ? "the secret `\(name)` is not \(type.described)" : problem.message
      log.error(ReadingRule.wrongInput, at: span, message, hint: isSecret ? nil : problem.hint)
      return nil
    }
  }

  /// What variables of inputs begin with.
  static let prefix = "ASSAY_INPUT_"

  /// `ASSAY_INPUT_FIRST_IMAGE`
  static func variable(_ name: String) -> String {
    prefix + name.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
  }

  private static func commandLine(_ name: String) -> SourceSpan {
    SourceSpan(file: "--input \(name)", line: 1, column: 1)
  }
}
