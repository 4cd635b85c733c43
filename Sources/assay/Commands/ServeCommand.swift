import ArgumentParser
import Foundation
import Probes
import TransportSecurity
import Workbench

/// `assay serve`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve a web page over a folder of runs.",
    discussion: """
      EXAMPLE
        assay serve Reports
        assay serve Reports --host 0.0.0.0 --name assay.example.org \\
          --token-file tokens.txt
        assay serve Reports --index postgresql://assay@db.example.org/assay

      The page lists the runs in the folder, shows each with its evidence, compares
      them and draws a network over its runs. Runs are started with the
      specifications and network files in the folder, one at a time on a network.
      What evaluators write goes into the folder's assessments. /openapi.json
      describes the same for programs.

      The runs are those of the folder: a page reads single files of a record at any
      moment, and S3-compatible storage gives and takes whole ones. What stands
      there is brought into the folder with assay merge.

      The index of the runs is a SQLite file in the folder, or a PostgreSQL database
      that several servers share. Its password comes from PGPASSWORD or a password
      file; to other machines it is reached by TLS alone, unless the address says
      otherwise.
      """)

  @ArgumentParser.Argument(help: "Folder of run directories, specifications and network files.", completion: .directory)
  var folder: String

  @Option(help: "Address to listen on.")
  var host: String = "127.0.0.1"

  @Option(help: "Port to listen on; 0 for a free one.")
  var port: Int = 8_080

  @Option(
    name: .customLong("token-file"),
    help: "File with a token a line, as NAME: TOKEN or the token alone. Needed for every address but loopback.",
    completion: .file())
  var tokenFile: String?

  @Option(name: .customLong("name"), help: "Name by which browsers may call the page. May be repeated.")
  var names: [String] = []

  @Option(help: "PostgreSQL database for the index of the runs, postgresql://user@host/database.")
  var index: String?

  @Option(
    name: .customLong("index-name"),
    help: "Name of the folder in that database: the same for servers over one folder. Its path where not given.")
  var indexName: String?

  mutating func validate() throws {
    if !(0...65_535).contains(port) { throw ValidationError("--port is a number from 0 to 65535.") }
    if indexName != nil, index == nil { throw ValidationError("--index-name goes with --index.") }
    _ = try choice()
  }

  func run() async throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      Terminal.error("\(folder): is no folder.")
      throw ExitStatus.usage
    }
    guard
      let settings = WorkbenchSettings(
        folder: folder, host: host, port: port, tokens: try tokens(), names: names, index: try choice())
    else {
      Terminal.error("--host \(host): is not loopback, so whoever reaches it could look: give --token-file.")
      throw ExitStatus.usage
    }
    OpenFileLimit.raise(to: rlim_t(settings.limits.connections + WorkbenchLimits.reservedDescriptors))
    let server: WorkbenchServer
    do {
      server = try await WorkbenchServer(settings, catalogue: StepRegistry.catalogue, starter: ChildPrograms.own)
    } catch {
      Terminal.error("\(folder): \(error)")
      throw ExitStatus.harness
    }
    let address = host.contains(":") ? "[\(host)]" : host
    let serving = Task { try await server.run { Terminal.out("Serving \(folder) at http://\(address):\($0)/") } }
    let interruption = Interruption {
      Terminal.error("\nEnding: runs that go on are ended in order. Ctrl-C again ends at once.")
      serving.cancel()
    }
    // Kept alive until here, so that a signal is heard.
    defer { withExtendedLifetime(interruption) {} }
    do { try await serving.value } catch {
      Terminal.error(
        "\(address) port \(port) can't be listened on: \(error.socketReason). Name another with --host and --port; "
          + "--port 0 takes a free one.")
      throw ExitStatus.harness
    }
  }

  private func choice() throws -> IndexChoice {
    guard let index else { return .sqlite }
    do throws(PostgreSQLFailure) {
      return .postgresql(try PostgreSQLAddress(index), name: indexName)
    } catch {
      throw ValidationError("--index: \(error)")
    }
  }

  private func tokens() throws -> AccessTokens? {
    guard let tokenFile else { return nil }
    guard let text = try? String(contentsOfFile: tokenFile, encoding: .utf8) else {
      Terminal.error("\(tokenFile): can't be read.")
      throw ExitStatus.invalidFile
    }
    do throws(AccessTokens.Problem) { return try AccessTokens(file: text) } catch {
      Terminal.error("\(tokenFile): \(error)")
      throw ExitStatus.invalidFile
    }
  }
}
