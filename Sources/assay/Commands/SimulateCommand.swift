import ArgumentParser
import Evidence
import Foundation
import Inventory
import Probes
import ReferenceNetwork
import TransportSecurity

/// `assay simulate`
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Run the systems of a network file in one process, sound or with named defects, until Ctrl-C.",
    discussion: """
      EXAMPLE
        assay simulate my-network.yaml --ports auto --write simulated.yaml
        assay simulate my-network.yaml --defect registry.query.ignores-patient \\
          --latency "40 ms"
        # the other sites run on other machines
        assay simulate my-network.yaml --site ashford

      Every endpoint of the file whose system plays a role that is simulated is
      listened on, at the address that the file states, over a line as its `link`
      states it: round trip and bandwidth. With --make-credentials it may want TLS
      and tokens: in the folder credentials are then authority.pem, client.pem,
      client.key, token.key (ES384), client-secret, expired-token and
      foreign-token, for the file to refer to. What is not simulated is said,
      endpoint by endpoint. Nothing is kept when it ends. For a rehearsal without
      a person, give --operator-file here and to `assay run`, with the same file.
      """)

  @ArgumentParser.Argument(help: "Network file.", completion: .file())
  var network: String?

  @Option(name: .customLong("defect"), help: "Something that its systems do wrong, by name. May be repeated.")
  var defects: [String] = []

  @Flag(name: .customLong("list-defects"), help: "List what systems can do wrong: name, clause and harm.")
  var listsDefects = false

  @Option(help: "Form of the list: text or json.")
  var format: ListFormat = .text

  @Option(help: "Simulate this site alone; the others run elsewhere, where the file says. May be repeated.")
  var site: [String] = []

  @Option(help: "Time to every site and back, such as 40ms; what the file's links say where it is not given.")
  var latency: String?

  @Option(help: "Share of connections that break off in the middle of an answer, of 1; none where it is not given.")
  var loss: Double = 0

  @Option(help: "Ports: file for those of the network file, auto for free ones.")
  var ports: PortChoice = .file

  @Option(help: "Where the network file with the ports chosen is written.", completion: .file())
  var write: String?

  @Option(help: "PEM file of the systems' certificate, for endpoints with TLS.", completion: .file())
  var certificate: String?

  @Option(help: "PEM file of its private key.", completion: .file())
  var key: String?

  @Flag(
    name: .customLong("make-credentials"),
    help: "Make certificates, keys and tokens for this run, in the folder credentials beside the network file.")
  var makesCredentials = false

  @Option(
    name: .customLong("operator-file"),
    help: """
      File into which assay run writes what it asks of a person: cutting a line and the like is done to this network, \
      and answered.
      """, completion: .file())
  var operatorFile: String?

  /// Forms of the list.
  enum ListFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  /// Where ports come from.
  enum PortChoice: String, CaseIterable, ExpressibleByArgument {
    case file
    case auto
  }

  mutating func validate() throws {
    if network == nil && !listsDefects { throw ValidationError("Give a network file, or --list-defects.") }
    if !(0...1).contains(loss) { throw ValidationError("--loss is a number from 0 to 1.") }
    if latency != nil, roundTrip == nil {
      throw ValidationError("--latency is a whole number of ms or s, up to 60 s: 40ms.")
    }
    if !site.isEmpty, ports == .auto {
      throw ValidationError("--site needs the ports of the network file: the other sites are reached there.")
    }
    if ports == .auto, write == nil, network != nil {
      throw ValidationError("With --ports auto, give --write: the file that tells the harness which they are.")
    }
    if ports == .file, write != nil { throw ValidationError("--write goes with --ports auto.") }
    if makesCredentials, certificate != nil {
      throw ValidationError("--make-credentials makes a certificate too; leave out --certificate and --key.")
    }
    if (certificate == nil) != (key == nil) { throw ValidationError("--certificate and --key go together.") }
  }

  /// The latency in nanoseconds; nil where it is not one.
  private var roundTrip: Int64? {
    guard let match = (latency ?? "").wholeMatch(of: #/(\d{1,6})\s*(ms|s)/#), let number = Int64(match.output.1)
    else { return nil }
    let time = match.output.2 == "ms" ? number * 1_000_000 : number * 1_000_000_000
    return time <= 60_000_000_000 ? time : nil
  }

  mutating func run() async throws {
    guard !listsDefects, let path = network else {
      Terminal.out(format == .json ? try DefectText.json() : DefectText.list(width: min(max(Terminal.width, 60), 120)))
      return
    }
    let read = try await file(path)
    let tls = certificate.flatMap { certificate in
      key.map { ServerSecurity(certificateFile: certificate, privateKeyFile: $0) }
    }
    let credentials = try makesCredentials ? made(beside: write ?? path) : nil
    var described: SimulatedNetwork
    do throws(UnreadableSecret) {
      described = try SimulatedNetwork(
        read, roundTrip: roundTrip, loss: loss, tls: tls, credentials: credentials,
        folder: URL(fileURLWithPath: write ?? path).deletingLastPathComponent())
    } catch {
      Terminal.error("assay simulate: \(error)")
      throw ExitStatus.invalidFile
    }
    if !site.isEmpty {
      let unknown = Set(site).subtracting(described.sites.map(\.id)).sorted()
      guard unknown.isEmpty else {
        Terminal.error(
          "assay simulate: \(path) has no site \(unknown.joined(separator: ", ")); expected one of "
            + "\(described.sites.map(\.id).joined(separator: ", ")).")
        throw ExitStatus.usage
      }
      described.sitesHere = Set(site)
    }
    let secured = tls == nil && credentials == nil ? Self.secured(read) : []
    for (site, system) in described.sites.indices.flatMap({ site in
      described.sites[site].systems.indices.map { (site, $0) }
    }) {
      let reference = described.sites[site].systems[system].reference
      described.sites[site].systems[system].endpoints.removeAll { secured.contains("\(reference) \($0.kind.rawValue)") }
    }
    let simulation: Simulation
    do { simulation = try await Simulation.start(described, defects: Set(defects)) } catch {
      Terminal.error("assay simulate: \(error)")
      if case .unknownDefect = error { throw ExitStatus.usage }
      throw ExitStatus.harness
    }
    show(simulation, secured: secured)
    guard !simulation.served.isEmpty else {
      await simulation.stop()
      Terminal.error("assay simulate: no endpoint of \(path) is simulated.")
      throw ExitStatus.invalidFile
    }
    let standIn = operatorFile.map { file in
      Task {
        await OperatorStandIn(path: file, attendant: SimulatedOperator(simulation: simulation)) {
          Terminal.out($0)
          Terminal.flush()
        }.run()
      }
    }
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    let interruption = Interruption { continuation.finish() }
    for await _ in stream {}
    withExtendedLifetime(interruption) {}
    standIn?.cancel()
    await standIn?.value
    await simulation.stop()
  }

  /// What is made for the run.
  private func made(beside file: String) throws -> SimulatedCredentials {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent(
      ReferenceFiles.credentials)
    do { return try SimulatedCredentials(in: folder) } catch {
      Terminal.error("assay simulate: no credentials can be made in \(folder.path): \(error)")
      throw ExitStatus.harness
    }
  }

  /// The network, with the ports that are wanted.
  private func file(_ path: String) async throws -> Network {
    var source = path
    if ports == .auto, let write {
      let text: String
      do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
        Terminal.error("\(path): the network file cannot be read: \(error.systemReason).")
        throw ExitStatus.invalidFile
      }
      do {
        let chosen = try await NetworkPorts(of: text)
        try Data(chosen.text.utf8).write(to: URL(fileURLWithPath: write), options: .atomic)
      } catch {
        Terminal.error("\(write): cannot be written: \(error.systemReason). Name another file with --write.")
        throw ExitStatus.harness
      }
      source = write
    }
    let reading = InventoryReader.network(at: source, rules: nil)
    guard let network = reading.value else {
      Diagnostics.show(reading.diagnostics, warnings: false)
      throw ExitStatus.invalidFile
    }
    return network
  }

  /// Endpoints that want TLS, `site/system kind`.
  private static func secured(_ network: Network) -> Set<String> {
    Set(
      network.sites.flatMap(\.systems).flatMap { system in
        system.endpoints.filter { $0.value.isSecured }.map { "\(system.reference) \($0.key.rawValue)" }
      })
  }

  /// The line to an endpoint: `, over a line of 40 ms, 100 Mbit/s`; nothing where there is none to speak of.
  private static func text(of line: SimulatedLine) -> String {
    var parts: [String] = []
    if line.roundTrip > 0 { parts.append("\(Double(line.roundTrip) / 1e6) ms".replacing(".0 ms", with: " ms")) }
    if let limit = line.bytesPerSecond { parts.append("\(limit / 125_000) Mbit/s") }
    if line.loss > 0 { parts.append("\(line.loss) of its connections lost") }
    return parts.isEmpty ? "" : ", over a line of \(parts.joined(separator: ", "))"
  }

  /// One line per endpoint.
  private func show(_ simulation: Simulation, secured: Set<String>) {
    for place in simulation.served {
      let endpoint = place.endpoint
      let title = endpoint.settings["ae-title"].map { " \($0)" } ?? ""
      Terminal.out(
        "\(place.system)  \(endpoint.kind.rawValue)  \(endpoint.host):\(endpoint.port)\(endpoint.path == "/" ? "" : endpoint.path)"
          + "\(title)  \(place.service)\(Self.text(of: place.line))")
    }
    for place in simulation.unserved {
      Terminal.out("\(place.system)  \(place.kind.rawValue)  not simulated: \(place.reason)")
    }
    for name in secured.sorted() {
      Terminal.out(
        "\(name.replacing(" ", with: "  "))  not simulated: it wants TLS; give --make-credentials, or --certificate and --key"
      )
    }
    Terminal.flush()
  }
}
