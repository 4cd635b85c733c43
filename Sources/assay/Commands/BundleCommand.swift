import ArgumentParser
import Evidence
import Foundation
import Judgement
import Probes
import Procurement
import Programs

/// `assay bundle`
struct BundleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Put a run into one signed file for a buyer: redacted, and searched for patients before it is written.",
    discussion: """
      EXAMPLE
        assay key acme.key
        assay bundle self-test --key acme.key --out acme.zip
        # for a time-stamping authority
        openssl ts -query -data acme.zip -sha256 -cert -out acme.tsq

      Credentials, tokens and SAML assertions are taken out of the copy wherever
      they stand, and with --hide-hosts the names and addresses of hosts as well;
      the manifest says of which files. What is judged by and a bid's papers stay as
      they are. The copy is judged again: were a verdict another one than before, no
      bundle would be made.

      No bundle is made either where a planted word (--canary) or what looks like a
      real patient's NHS number or CHI number is in it; each place is named. --allow
      NUMBER lets one through that is none, and the manifest says so.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("Run directory, or s3://bucket/prefix/run.", valueName: "run"), completion: .directory)
  var directory: String

  @Option(help: "Private key that signs, made by `assay key`.", completion: .file())
  var key: String

  @Option(help: "File of the bundle.", completion: .file())
  var out: String

  @Option(
    help: "File of words that were planted in systems and must never come out, one a line. May be repeated.",
    completion: .file())
  var canary: [String] = []

  @Option(help: "Ten digits that look like a patient's number and are none. May be repeated.")
  var allow: [String] = []

  @Flag(name: .customLong("hide-hosts"), help: "Take names and addresses of hosts out as well.")
  var hidesHosts = false

  @Flag(help: "Overwrite a bundle that is there.")
  var replace = false

  func run() async throws {
    if !replace, FileManager.default.fileExists(atPath: out) {
      Terminal.error("\(out): is there already. Name another file, or give --replace.")
      throw ExitStatus.usage
    }
    let signer: BundleKey
    do { signer = try BundleKey(file: key) } catch {
      Terminal.error("assay bundle: \(error)")
      throw ExitStatus.invalidFile
    }
    let search = PatientSearch(canaries: try canary.flatMap(Self.words), allowed: Set(allow))
    let kept = try await KeptRuns.local(directory)
    // A copy stays for as long as it is read.
    defer { withExtendedLifetime(kept) {} }
    let recorded = try RecordedRun(kept.folder)
    let (before, _) = try recorded.judge()
    let folder = try Self.privateDirectory()
    let copy = URL(fileURLWithPath: folder.path)
    let redaction = RecordRedaction(hosts: hidesHosts ? try recorded.network().hosts : [])
    let redactions = try Self.harness { () throws(RunDirectoryError) in
      try redaction.copy(recorded.reader.folder, to: copy)
    }
    try seal(copy)
    let redacted = try RecordedRun(copy.path)
    let (scorecard, _) = try redacted.judge()
    let changed = VerdictDifferences.between(before, scorecard)
    guard changed.isEmpty else {
      for fault in changed { Terminal.error("\(directory): what is taken out decides a verdict: \(fault)") }
      throw ExitStatus.harness
    }
    try redacted.write(scorecard)
    let manifest = BundleManifest(
      tool: Tool.name, run: scorecard.run.id, signedAt: Timestamp.now(), specification: scorecard.specification.sha256,
      profile: recorded.reader.manifest.profile, redactions: redactions, allowed: allow.sorted())
    try write(copy, manifest: manifest, search: search, key: signer)
    tell(manifest, key: signer)
  }

  /// Gives a copy its own fingerprints.
  private func seal(_ copy: URL) throws {
    guard let data = try? Data(contentsOf: copy.appendingPathComponent(RunLayout.manifest)),
      let manifest = try? RecordCoding.read(RunManifest.self, from: data)
    else {
      Terminal.error("\(directory): \(RunLayout.manifest) cannot be read once host names are taken out of it")
      throw ExitStatus.harness
    }
    try Self.harness { () throws(RunDirectoryError) in try RunSeal.write(manifest, verdicts: nil, in: copy) }
  }

  private func write(_ copy: URL, manifest: BundleManifest, search: PatientSearch, key: BundleKey) throws {
    do throws(BundleMaker.Refusal) {
      let bundle = try BundleMaker.make(copy, manifest: manifest, search: search, key: key)
      do { try bundle.write(to: URL(fileURLWithPath: out), options: .atomic) } catch {
        throw .signing("\(out) cannot be written: \(error.systemReason)")
      }
    } catch {
      switch error {
      case .patients(let findings):
        Terminal.error("\(directory): no bundle was made, since it may hold real patients:")
        for finding in findings.prefix(50) { Terminal.error("  \(finding)") }
        if findings.count > 50 { Terminal.error("  and \(findings.count - 50) more places") }
        throw ExitStatus.invalidFile
      case .record(let fault): Terminal.error("\(directory): \(fault)")
      case .archive(let fault): Terminal.error("\(out): \(fault)")
      case .signing(let reason): Terminal.error("assay bundle: \(reason)")
      }
      throw ExitStatus.harness
    }
  }

  private func tell(_ manifest: BundleManifest, key: BundleKey) {
    func count(_ what: String) -> Int { manifest.redactions.filter { $0.what == what }.reduce(0) { $0 + $1.count } }
    Terminal.out(
      """
      \(out)
      Signed at \(manifest.signedAt) by \(key.identity.fingerprint)
      Taken out: \(count("credential")) credentials, \(hidesHosts ? "\(count("host")) hosts" : "no hosts (--hide-hosts)")
      The buyer: assay verify \(out) --key \(key.identity.fingerprint)
      """)
  }

  private static func words(of file: String) throws -> [String] {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      Terminal.error("\(file): cannot be read")
      throw ExitStatus.invalidFile
    }
    return text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  static func privateDirectory() throws -> PrivateDirectory {
    do { return try PrivateDirectory() } catch {
      Terminal.error("assay: \(error)")
      throw ExitStatus.harness
    }
  }

  private static func harness<T>(_ body: () throws(RunDirectoryError) -> T) throws -> T {
    do { return try body() } catch {
      Terminal.error("assay bundle: \(error)")
      throw ExitStatus.harness
    }
  }
}
