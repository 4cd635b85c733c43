import Office
import Yams

extension DescriptionTree {
  /// Bytes of YAML beyond which it is not read.
  static let maximumYAMLBytes = 8 << 20

  /// Reads a description in YAML.
  ///
  /// Aliases are followed by this reader and not by the parser, each copy counted against the number of nodes allowed:
  /// a few lines of aliases of aliases would else stand for more than any memory holds.
  /// - Parameter what: What it should be, for the message: `an OpenAPI description`.
  init(yaml bytes: [UInt8], as what: String) throws(ReadingFailure) {
    guard bytes.count <= Self.maximumYAMLBytes else {
      throw ReadingFailure(
        "too-large",
        "could not be read as \(what): it has \(bytes.count >> 20) MiB of YAML, and \(Self.maximumYAMLBytes >> 20) are "
          + "read. Give it as JSON.")
    }
    guard let text = String(validating: TextDecoding.utf8(bytes), as: UTF8.self) else {
      throw ReadingFailure("malformed", "could not be read as \(what): it is not UTF-8. Export it again as UTF-8.")
    }
    let hidden = YAMLAliases(text)
    // The nodes know their anchors for as long as the parser lives.
    let parser: Parser
    let composed: Yams.Node
    do {
      parser = try Parser(yaml: hidden.text, encoding: .utf8)
      guard let node = try parser.singleRoot() else {
        throw ReadingFailure("empty", "could not be read as \(what): it holds nothing. Export it again.")
      }
      composed = node
    } catch let failure as ReadingFailure {
      throw failure
    } catch {
      throw ReadingFailure(
        "malformed", "could not be read as \(what): it is not YAML. \(Self.words(error)) Export it again.")
    }
    self.init(syntax: .json, nodes: [])
    source = Array(text.utf8)
    var composer = YAMLComposer(aliases: hidden, source: source)
    switch withExtendedLifetime(parser, { composer.compose(composed) }) {
    case .none: break
    case .tooDeep(let line):
      throw ReadingFailure(
        "too-large",
        "could not be read as \(what): line \(line) is nested more than \(Self.maximumDepth) deep. Give less.")
    case .tooMany(let line):
      throw ReadingFailure(
        "too-large",
        "could not be read as \(what): line \(line), with what its aliases stand for, goes beyond \(Self.maximumNodes) "
          + "values. Write them out or give less.")
    case .undefined(let alias, let line):
      throw ReadingFailure(
        "malformed",
        "could not be read as \(what): line \(line) has the alias \(alias.prefix(64)), which is not defined before. "
          + "Export it again.")
    }
    nodes = composer.nodes
    notes = composer.notes
  }

  private static func words(_ error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "Line \(mark.line), column \(mark.column): \(problem)."
    case .duplicatedKeysInMapping(let keys, let context):
      "Line \(context.mark.line), column \(context.mark.column): \(keys.first.map { "\($0) " } ?? "a key ")is there twice."
    case .reader(let problem, let offset, _, _): "At byte \(offset ?? 0): \(problem)."
    default: ""
    }
  }
}
