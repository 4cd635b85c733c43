import ArgumentParser
import Evidence
import Foundation
import Procurement
import Rendering
import Reports

/// `assay verify`
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify a bundle: who signed it, that nothing was changed, and that its evidence gives its verdicts.",
    discussion: """
      EXAMPLE
        # the fingerprint, told by another way
        assay verify acme.zip --key SHA256:…
        assay verify acme.zip --key acme.key.pub --spec Specs/nhs-imaging-network
        assay verify acme.zip --key acme.key.pub --timestamp acme.tsr \\
          --authority tsa.pem

      A bundle is one file on this machine. What stands in a store is a record and
      not signed: its fingerprints are held against it whenever it is read, and
      assay bundle makes a bundle of it.

      Without --key the signature is still held against the key in the bundle, which
      anybody could have made: that is said. Without --spec the verdicts are made
      again by the specification in the bundle.

      EXIT CODES
        0 all of it holds; 1 usage; 2 it cannot be read as a bundle; 3 the harness
        could not do its work; 6 something in it does not hold
      """)

  @ArgumentParser.Argument(help: "The bundle.", completion: .file())
  var bundle: String

  @Option(help: "Public key expected: its file, or its fingerprint.", completion: .file())
  var key: String?

  @Option(help: "Specification that it must have been judged by.", completion: .directory)
  var spec: String?

  @Option(help: "Time-stamp token of the bundle (RFC 3161), or the authority's whole answer.", completion: .file())
  var timestamp: String?

  @Option(help: "Certificate of the time-stamping authority, or of the one above it, in PEM.", completion: .file())
  var authority: String?

  @Option(help: "Folder to unpack the run into, once all of it holds.", completion: .directory)
  var out: String?

  /// Bytes of a bundle that are read.
  private static let limit = 1 << 30

  mutating func validate() throws {
    if (timestamp == nil) != (authority == nil) {
      throw ValidationError("--timestamp and --authority belong together.")
    }
  }

  func run() async throws {
    let pinned = try pinnedKey()
    let bytes = try read(bundle, limit: Self.limit)
    let opened: OpenedBundle
    do { opened = try OpenedBundle(bytes) } catch {
      tell([error])
      throw error.isUnreadable ? ExitStatus.invalidFile : ExitStatus.waiver
    }
    var faults = opened.faults(pinned: pinned)
    var notes: [String] = []
    if let timestamp, let authority {
      do throws(TimeStampFault) {
        let token = try TimeStampToken(Array(try read(timestamp, orFault: .malformed("it cannot be read"))))
        let trusted = String(decoding: try read(authority, orFault: .authorities), as: UTF8.self)
        try await token.verify(of: Array(bytes), authorities: trusted)
        notes.append("Stamped at \(Date.ISO8601FormatStyle().format(token.moment)) under policy \(token.policy)")
      } catch {
        faults.append(.timestamp(error))
      }
    }
    // What is not signed is not opened any further.
    if faults.isEmpty { faults = try judgeAgain(opened) }
    guard faults.isEmpty else {
      tell(faults)
      throw ExitStatus.waiver
    }
    report(opened, pinned: pinned, notes: notes)
  }

  /// Judges the record again and holds the verdicts against those in the bundle.
  private func judgeAgain(_ opened: OpenedBundle) throws -> [BundleFault] {
    let folder = try BundleCommand.privateDirectory()
    let run = URL(fileURLWithPath: folder.path)
    do { try opened.write(to: run) } catch {
      Terminal.error("assay verify: \(error)")
      throw ExitStatus.harness
    }
    let unsound: [RunDirectoryError]
    do { unsound = try RunSeal.verify(run) } catch { unsound = [error] }
    guard unsound.isEmpty else { return unsound.map { .record($0.description.replacing(run.path + "/", with: "")) } }
    let recorded = try RecordedRun(run.path)
    let (scorecard, rules) = try recorded.judge()
    var faults = VerdictDifferences.between(try recorded.scorecard(), scorecard)
    let manifest = opened.manifest
    if rules.fingerprint != manifest.specification {
      faults.append(.specification(expected: manifest.specification, found: rules.fingerprint))
    }
    if let spec {
      let expected = try LoadedSpecification(spec, profile: recorded.reader.manifest.profile).rules.fingerprint
      if expected != rules.fingerprint { faults.append(.specification(expected: expected, found: rules.fingerprint)) }
    }
    if faults.isEmpty, let out { try unpack(opened, to: out) }
    return faults
  }

  private func unpack(_ opened: OpenedBundle, to out: String) throws {
    if let content = try? FileManager.default.contentsOfDirectory(atPath: out), !content.isEmpty {
      Terminal.error("\(out): is not empty. Name a new folder.")
      throw ExitStatus.usage
    }
    do { try opened.write(to: URL(fileURLWithPath: out)) } catch {
      Terminal.error("assay verify: \(error)")
      throw ExitStatus.harness
    }
  }

  private func report(_ opened: OpenedBundle, pinned: PinnedKey?, notes: [String]) {
    let manifest = opened.manifest
    var lines = [
      "\(bundle): holds",
      "Signed at \(PlainText.singleLine(manifest.signedAt)), by the signer's clock, with the key "
        + (opened.identity?.fingerprint ?? ""),
      pinned == nil
        ? "! Whose key that is was not asked for: give --key, with a fingerprint told by another way than the bundle."
        : "The key is the one that was expected.",
      "\(manifest.files.count) files, none altered, missing or added; the evidence, judged again, gives the same verdicts.",
      spec == nil
        ? "Judged by the specification in the bundle, fingerprint \(PlainText.singleLine(manifest.specification)); "
          + "--spec holds it against yours."
        : "Judged by the specification that was expected.",
    ]
    lines += notes
    for what in ["credential", "host"] {
      let entries = manifest.redactions.filter { $0.what == what }
      guard !entries.isEmpty else { continue }
      let total = entries.reduce(0) { $0.addingReportingOverflow($1.count).partialValue }
      lines.append("Taken out before signing: \(total) \(what)s in \(entries.count) files.")
    }
    if !manifest.allowed.isEmpty {
      lines.append(
        "Said to be no patient's number: \(manifest.allowed.map(PlainText.singleLine).joined(separator: ", "))")
    }
    Terminal.out(lines.joined(separator: "\n"))
  }

  private func tell(_ faults: [BundleFault]) {
    for fault in faults.prefix(100) { Terminal.error("\(bundle): \(PlainText.singleLine("\(fault)"))") }
    if faults.count > 100 { Terminal.error("\(bundle): and \(faults.count - 100) more") }
  }

  private func pinnedKey() throws -> PinnedKey? {
    guard let key else { return nil }
    do { return try PinnedKey(key) } catch {
      Terminal.error("assay verify: \(error)")
      throw ExitStatus.invalidFile
    }
  }

  private func read(_ file: String, limit: Int) throws -> Data {
    let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
    guard size <= limit, let data = try? Data(contentsOf: URL(fileURLWithPath: file)) else {
      var isFolder: ObjCBool = false
      let why =
        switch FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) {
        case false: "there is no such file"
        case true where isFolder.boolValue: "is a folder. A bundle is the one file that assay bundle wrote"
        case true where size > limit: "is larger than the \(limit >> 20) MiB that are read"
        case true: "cannot be read. Look at its permissions"
        }
      Terminal.error("\(file): \(why).")
      throw ExitStatus.invalidFile
    }
    return data
  }

  private func read(_ file: String, orFault fault: TimeStampFault) throws(TimeStampFault) -> Data {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: file)) else { throw fault }
    return data
  }
}
