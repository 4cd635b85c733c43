import Foundation
import Glibc

/// A Slurm cluster of several nodes on this machine, each of which can be ended as by a power cut.
public final class SlurmCluster: Sendable {
  private let process: PeerProcess
  private let orders: Int

  /// Starts munged, slurmctld and a slurmd for each node, in a PID namespace that ends with this value.
  public init(nodes: Int) async throws {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/slurm_cluster.py").path
    let python = try PeerProcess.find("python3").path
    // The controller, then the nodes, on ports in a row that nobody else is given.
    var first = try PeerProcess.freePort()
    var last = first
    while last < first + nodes {
      let next = try PeerProcess.freePort()
      first = next == last + 1 ? first : next
      last = next
    }
    let controller = first
    process = try await PeerProcess("unshare", within: 90) { _, port in
      [
        "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc", python, script, "\(port)", "\(nodes)",
        "\(controller)",
      ]
    }
    orders = process.port
  }

  /// Runs one of Slurm's programs, `sbatch` or `squeue`.
  public func run(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws -> String {
    let variables = environment.merging(["SLURM_CONF": process.folder.appendingPathComponent("slurm.conf").path]) { $1 }
    let ended = try ExternalTool.run(
      "env", variables.map { "\($0.key)=\($0.value)" } + [program] + arguments)
    guard ended.status == 0 else { throw PeerProcess.Unavailable(description: "\(program): \(ended.output)") }
    return ended.output
  }

  /// Ends a node with everything on it, and tells the controller that it is down.
  public func kill(_ node: String) throws {
    let ended = try ExternalTool.run(
      "python3",
      [
        "-c",
        """
        import socket, sys
        with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as connection:
            connection.sendall(f"kill {sys.argv[2]}\\n".encode())
            sys.exit(connection.recv(100) != b"ok\\n")
        """, "\(orders)", node,
      ])
    guard ended.status == 0 else {
      throw PeerProcess.Unavailable(description: "\(node) can't be ended: \(ended.output)")
    }
  }

  /// What its programs wrote.
  public var output: String { process.output }

  /// Ends it with everything on it.
  public func stop() { process.stop() }
}
