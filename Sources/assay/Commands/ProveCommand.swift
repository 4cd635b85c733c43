import ArgumentParser
import Evidence
import Foundation
import Judgement
import Probes
import ReferenceNetwork
import Reports
import Specification

/// `assay prove`
struct ProveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Prove that a specification bites: a network that keeps every rule meets it, each defect is noticed.",
    discussion: """
      EXAMPLE
        assay prove Specs/nhs-imaging-network --out Reports/proof
        assay prove Specs/nhs-imaging-network --only XDS-007a,XDS-008a \\
          --defects registry.query.ignores-patient

      Simulates the network files beside the specification whose names begin with
      reference-network, or those of --network: each once without defects, then with
      each defect of the catalogue by itself. A requirement is held against the
      first of them that has what its steps need. Waits are cut to what systems in
      the same machine need. Exits with 4 where a requirement is not met without a
      defect, never fails, or fails for an actor that it never reaches, and where a
      defect is not caught.

      With --out each trial is kept as it ends: a proof that was interrupted goes on
      with --resume.
      """)

  @ArgumentParser.Argument(help: "Folder of the specification, or its specification.yaml.", completion: .file())
  var specification: String

  @Option(
    name: .customLong("network"),
    help: "Network file to simulate; may be repeated. The specification's own reference networks where none is given.")
  var networks: [String] = []

  @Option(help: "Profile of the specification, by name; the one named simulated where it has one.")
  var profile: String?

  @Option(help: "Only these requirements or groups, separated by commas.")
  var only: String?

  @Option(help: "Only these defects or actors, separated by commas.")
  var defects: String?

  @Option(help: "Networks that are simulated at a time.")
  var jobs: Int = 2

  @Option(help: "Folder for the report: index.html and proof.json.", completion: .directory)
  var out: String?

  @Flag(help: "Go on with the proof that was interrupted in the folder of --out.")
  var resume = false

  @Flag(help: "Print nothing but errors and faults.")
  var quiet = false

  mutating func validate() throws {
    if !(1...64).contains(jobs) { throw ValidationError("--jobs is a number from 1 to 64.") }
    if resume, out == nil { throw ValidationError("--resume goes on in a folder: name it with --out.") }
  }

  func run() async throws {
    let profile = profile ?? ReferenceFiles.profile(of: specification)
    let loaded = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
      path: specification, options: LoadOptions(profile: profile, checksEveryProfile: false, lints: false))
    guard let rules = loaded.rules else {
      Diagnostics.show(loaded.diagnostics, warnings: false)
      throw ExitStatus.invalidFile
    }
    var proving = ProofRun(
      rules: rules, networks: try ReferenceFiles.networks(networks, beside: specification))
    let requirements = rules.requirements + rules.dropped.map(\.requirement)
    let asked = try chosen(only, "--only", among: requirements.map { [$0.id, $0.group] })
    proving.only = Set(requirements.filter { asked.contains($0.id) || asked.contains($0.group) }.map(\.id))
    let wanted = try chosen(defects, "--defects", among: DefectCatalogue.entries.map { [$0.name, $0.actor] })
    proving.defects = Set(
      DefectCatalogue.entries.filter { wanted.contains($0.name) || wanted.contains($0.actor) }.map(\.name))
    proving.jobs = jobs
    if let out {
      let subject = ProofJournal.Subject(
        tool: Tool.name, specification: rules.fingerprint, profile: profile,
        networks: proving.networks.map { Digest.sha256($0) }, only: proving.only.sorted(),
        defects: proving.defects.sorted())
      do throws(ProofJournal.Failure) {
        proving.journal = try ProofJournal(in: URL(fileURLWithPath: out), of: subject, resuming: resume)
      } catch {
        Terminal.error("assay prove: \(error)")
        throw error.status
      }
    }
    if !quiet { proving.progress = { Terminal.error($0) } }
    let proof = try await prove(proving)
    try report(proof)
    if !proof.holds { throw ExitStatus.mandatoryNotMet }
  }

  /// Proves; Ctrl-C ends it.
  private func prove(_ proving: ProofRun) async throws -> Proof {
    let task = Task { try await proving.proof() }
    let interruption = Interruption { task.cancel() }
    defer { withExtendedLifetime(interruption) {} }
    do {
      return try await task.value
    } catch let status as ExitStatus {
      throw status
    } catch {
      guard !task.isCancelled else {
        if let journal = proving.journal, let out {
          Terminal.error(
            "assay prove: interrupted; \(await journal.count) trials are kept. Go on with the same command and --resume: "
              + URL(fileURLWithPath: out).appendingPathComponent(ProofJournal.name).path)
        }
        throw ExitStatus.interrupted
      }
      Terminal.error("assay prove: \(error)")
      throw ExitStatus.harness
    }
  }

  private func report(_ proof: Proof) throws {
    if quiet {
      for fault in proof.faults { Terminal.error("\(fault)") }
    } else {
      Terminal.out(ProofText.render(proof, columns: max(Terminal.width, 100)))
    }
    guard let out else { return }
    let folder = URL(fileURLWithPath: out)
    let json: [UInt8]
    do { json = try ScorecardCoding.encode(proof) } catch {
      Terminal.error("assay prove: \(error.message)")
      throw ExitStatus.harness
    }
    for path in [
      try RunReports.put(Data(HTMLProofReport.render(proof).utf8), "index.html", folder),
      try RunReports.put(Data(json), "proof.json", folder),
    ] where !quiet { Terminal.out("  \(path)") }
    ProofJournal.remove(from: folder)
  }

  /// Names of a list, each of which is known.
  private func chosen(_ text: String?, _ option: String, among known: [[String]]) throws -> Set<String> {
    let names = text?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty } ?? []
    let all = Set(known.flatMap(\.self))
    for name in names where !all.contains(name) {
      Terminal.error("\(option) \(name): there is nothing of that name")
      throw ExitStatus.usage
    }
    return Set(names)
  }
}
