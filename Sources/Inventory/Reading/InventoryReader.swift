import Foundation
import Specification

/// Reads the files that say what a specification is held against: networks, bids, declarations, answers, assessments,
/// waivers, baselines and tenders.
public enum InventoryReader {
  /// What came of reading a file.
  public struct Reading<Value: Sendable>: Sendable {
    /// What the file says; nil when there is an error.
    public var value: Value?
    /// Errors and warnings in the order of the file, each with its source line unless that holds a password.
    public var diagnostics: [Diagnostic]
  }

  /// Reads a file of `kind: network`. With rules, its roles are held against theirs.
  ///
  /// Files that it includes are read with it, from its folder and below; what is wrong in them is told with their places.
  public static func network(at path: String, rules: RuleSet?) -> Reading<Network> {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map { $0 + "/" }.joined()
    return load(path) { source in
      network(source, rules: rules) { place throws(UnreadableText) in
        try LanguageFile.load(folder + place, shownAs: folder + place)
      }
    }
  }

  /// Reads a file of `kind: bid`. With rules, its roles are held against theirs. Documents are not opened.
  ///
  /// - Parameter path: the bid's folder (then `bid.yaml` in it) or the file.
  public static func bid(at path: String, rules: RuleSet?) -> Reading<Bid> {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let file = exists && isFolder.boolValue ? (path.hasSuffix("/") ? path : path + "/") + "bid.yaml" : path
    return load(file) { bid($0, rules: rules) }
  }

  /// Reads a file of `kind: declaration`. With rules, the specification and the answers are held against theirs.
  public static func declaration(at path: String, rules: RuleSet?) -> Reading<Declaration> {
    load(path) { declaration($0, rules: rules) }
  }

  /// Reads a file of `kind: assessment`. With rules, the specification and what was read are held against theirs; with
  /// the id of a bid, the assessment must be of that one.
  public static func assessment(at path: String, rules: RuleSet?, bid: String? = nil) -> Reading<Assessment> {
    load(path) { assessment($0, rules: rules, bid: bid) }
  }

  /// Reads a file of `kind: answers`. With rules, the specification and the requirements are held against theirs; with
  /// the id of a bid, the answers must be of that one.
  public static func answers(at path: String, rules: RuleSet?, bid: String? = nil) -> Reading<BidderAnswers> {
    load(path) { answers($0, rules: rules, bid: bid) }
  }

  /// Reads a file of `kind: waivers`. Whether a waiver still fits its requirement is for the gate to judge.
  public static func waivers(at path: String) -> Reading<[Waiver]> { load(path) { waivers($0) } }

  /// Reads a file of `kind: baseline`.
  public static func baseline(at path: String) -> Reading<Baseline> { load(path) { baseline($0) } }

  /// Reads a baseline that is no file yet.
  ///
  /// - Parameter path: the name that errors show.
  public static func baseline(text: String, shownAs path: String) -> Reading<Baseline> {
    do throws(UnreadableText) {
      return baseline(try SourceText(path: path, bytes: Array(text.utf8)))
    } catch {
      return Reading(value: nil, diagnostics: [error.diagnostic])
    }
  }

  /// Reads a file of `kind: tender`. What it names is not opened.
  public static func tender(at path: String) -> Reading<Tender> { load(path) { tender($0) } }

  // MARK: Text

  /// Reads the text of a network file.
  ///
  /// - Parameter load: Gives the text of an included file by its path below the folder of this one.
  package static func network(
    _ source: SourceText, rules: RuleSet?, load: @escaping (String) throws(UnreadableText) -> SourceText = unreachable
  ) -> Reading<Network> {
    let files = NetworkFiles(load)
    let top = source.path.split(separator: "/").last.map(String.init) ?? source.path
    return read(source, .network, sources: { files.source($0) }) { reader, log in
      NetworkReader(rules: rules, log: log, files: files).network(reader, at: top)
    }
  }

  /// Text by itself has no folder to include files from.
  package static func unreachable(_ place: String) throws(UnreadableText) -> SourceText {
    throw UnreadableText(
      Diagnostic(
        ReadingRule.unreadableFile, at: SourceSpan(file: place, line: 1, column: 1), "there is no such file"))
  }

  /// Reads the text of a bid file; the path of the source gives the bid's folder.
  package static func bid(_ source: SourceText, rules: RuleSet?) -> Reading<Bid> {
    read(source, .bid) { reader, log in
      BidReader(folder: folder(of: source.path), rules: rules, log: log).bid(reader)
    }
  }

  /// Reads the text of a declaration file.
  package static func declaration(_ source: SourceText, rules: RuleSet?) -> Reading<Declaration> {
    read(source, .declaration) { reader, log in DeclarationReader(rules: rules, log: log).declaration(reader) }
  }

  /// Reads the text of an assessment file.
  package static func assessment(
    _ source: SourceText, rules: RuleSet?, bid: String? = nil
  ) -> Reading<Assessment> {
    read(source, .assessment) { reader, log in AssessmentReader(rules: rules, bid: bid, log: log).assessment(reader) }
  }

  /// Reads the text of an answers file.
  package static func answers(
    _ source: SourceText, rules: RuleSet?, bid: String? = nil
  ) -> Reading<BidderAnswers> {
    read(source, .answers) { reader, log in AnswersReader(rules: rules, bid: bid, log: log).answers(reader) }
  }

  /// Reads the text of a waivers file.
  package static func waivers(_ source: SourceText) -> Reading<[Waiver]> {
    read(source, .waivers) { reader, log in WaiverReader(log: log).waivers(reader) }
  }

  /// Reads the text of a baseline file.
  package static func baseline(_ source: SourceText) -> Reading<Baseline> {
    read(source, .baseline) { reader, log in BaselineReader(log: log).baseline(reader) }
  }

  /// Reads the text of a tender file; the path of the source gives its folder.
  package static func tender(_ source: SourceText) -> Reading<Tender> {
    read(source, .tender) { reader, log in TenderReader(folder: folder(of: source.path), log: log).tender(reader) }
  }

  /// Where a file lies; `.` beside the program.
  private static func folder(of path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")
    return folder.isEmpty ? "/" : folder
  }

  private static func load<Value>(_ path: String, _ read: (SourceText) -> Reading<Value>) -> Reading<Value> {
    do throws(UnreadableText) {
      return read(try LanguageFile.load(path, shownAs: path))
    } catch {
      return Reading(value: nil, diagnostics: [error.diagnostic])
    }
  }

  private static func read<Value>(
    _ source: SourceText, _ kind: FileKind, sources: (String) -> SourceText? = { _ in nil },
    _ make: (FormReader, DiagnosticLog) -> Value
  ) -> Reading<Value> {
    let log = DiagnosticLog()
    let (file, diagnostics) = LanguageFile.read(source, expecting: kind)
    log.add(diagnostics)
    let value = file.flatMap { FormReader($0.root, $0.kind.form, file: source.path) }.map { make($0, log) }
    let shown = log.diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      // A line with a password stays out of logs and reports.
      let withSecrets: Set = [InventoryRule.addressCredentials.rawValue, InventoryRule.environmentVariable.rawValue]
      if withSecrets.contains(diagnostic.code) { return diagnostic }
      if diagnostic.sourceLine == nil {
        let text = diagnostic.span.file == source.path ? source : sources(diagnostic.span.file)
        diagnostic.sourceLine = text?.line(diagnostic.span.line)
      }
      return diagnostic
    }
    return Reading(value: log.hasErrors ? nil : value, diagnostics: shown.sorted())
  }
}
