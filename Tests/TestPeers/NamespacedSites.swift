import Foundation
import Glibc
import Synchronization

/// Two sites, the harness, and the line between the sites, in network namespaces of their own.
///
/// The harness reaches both sites by ways of its own; the sites reach each other through a fourth namespace alone, as through a
/// provider's network, over a line that `tc` slows down. A site's systems are at one address, whoever calls.
public final class NamespacedSites: Sendable {
  /// A namespace in which programs are started.
  public enum Place: String, Sendable {
    case harness, a, b
  }

  /// How a line is cut.
  public enum Cut: String, Sendable {
    /// Nothing arrives, and nobody says so: a digger.
    case silence
    /// The provider's router says that there is no way.
    case refusal
  }

  private static let count = Atomic(0)
  private let name: String
  /// What slows the line down: `netem`, or `tbf` where the kernel has no netem.
  public let shaping: String

  /// Whether this process may make network namespaces.
  public static var mayBeMade: Bool {
    guard geteuid() == 0 else { return false }
    let probe = "assay-\(getpid())-probe"
    return (try? ExternalTool.run("sh", ["-c", "ip netns add \(probe) && ip netns delete \(probe)"]))?.status == 0
  }

  /// Lays the line.
  ///
  /// - Parameter rate: What it carries each way, as `tc` writes it.
  public init(rate: String) throws {
    name = "assay-\(getpid())-\(Self.count.add(1, ordering: .relaxed).newValue)"
    do { shaping = try Self.run(Self.script, [name, "lay", rate]) } catch {
      _ = try? Self.run(Self.script, [name, "remove"])
      throw error
    }
  }

  deinit { _ = try? Self.run(Self.script, [name, "remove"]) }

  /// The address of a site's systems.
  public static func address(of place: Place) -> String { place == .a ? "10.90.0.1" : "10.90.0.2" }

  /// What a command begins with to run at a place.
  public func words(at place: Place) -> [String] { ["ip", "netns", "exec", "\(name)-\(place.rawValue)"] }

  /// Whether something listens on a port at a place.
  public func isListening(_ port: Int, at place: Place) -> Bool {
    let words = words(at: place) + ["ss", "-Hltn", "sport = :\(port)"]
    return (try? ExternalTool.run(words[0], Array(words.dropFirst())))?.output.isEmpty == false
  }

  /// Cuts the line.
  public func cut(_ manner: Cut) throws { _ = try Self.run(Self.script, [name, "cut", manner.rawValue]) }

  /// Restores it, however it was cut.
  public func restore() throws { _ = try Self.run(Self.script, [name, "restore"]) }

  private static func run(_ script: String, _ arguments: [String]) throws -> String {
    let ended = try ExternalTool.run("sh", ["-c", script, "line"] + arguments)
    guard ended.status == 0 else {
      throw PeerProcess.Unavailable(
        description: "line \(arguments.joined(separator: " ")): \(ended.output); it needs root and iproute2")
    }
    return ended.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static let script = #"""
    set -e
    name=$1
    between() { # namespace, interface, address, and the same of the other end
      ip -n "$1" link add "$2" type veth peer name "$5" netns "$4"
      ip -n "$1" address add "$3/24" dev "$2"
      ip -n "$4" address add "$6/24" dev "$5"
      ip -n "$1" link set "$2" up
      ip -n "$4" link set "$5" up
    }
    ways() { # what is done with the provider's routes to the sites
      ip -n "$name-line" route "$1" 10.90.0.1/32 via 10.90.3.2
      ip -n "$name-line" route "$1" 10.90.0.2/32 via 10.90.4.2
    }
    case "$2" in
    lay)
      for each in harness line a b; do
        ip netns add "$name-$each"
        ip -n "$name-$each" link set lo up
      done
      between "$name-harness" to-a 10.90.1.1 "$name-a" to-harness 10.90.1.2
      between "$name-harness" to-b 10.90.2.1 "$name-b" to-harness 10.90.2.2
      between "$name-line" to-a 10.90.3.1 "$name-a" to-line 10.90.3.2
      between "$name-line" to-b 10.90.4.1 "$name-b" to-line 10.90.4.2
      ip -n "$name-a" address add 10.90.0.1/32 dev lo
      ip -n "$name-b" address add 10.90.0.2/32 dev lo
      ip -n "$name-harness" route add 10.90.0.1/32 via 10.90.1.2
      ip -n "$name-harness" route add 10.90.0.2/32 via 10.90.2.2
      for there in 10.90.0.2/32 10.90.4.0/24; do ip -n "$name-a" route add $there via 10.90.3.1; done
      for there in 10.90.0.1/32 10.90.3.0/24; do ip -n "$name-b" route add $there via 10.90.4.1; done
      ip netns exec "$name-line" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
      ways add
      # Slow, far and lossy where the kernel has netem; slow alone where it has not.
      for end in to-a to-b; do
        tc -n "$name-line" qdisc add dev $end root netem delay 15ms loss 0.2% rate "$3" 2>/dev/null ||
          tc -n "$name-line" qdisc add dev $end root tbf rate "$3" burst 64kb latency 400ms
      done
      tc -n "$name-line" qdisc show dev to-b | cut -d' ' -f2
      ;;
    cut)
      if [ "$3" = silence ]; then
        ip -n "$name-line" link set to-a down
        ip -n "$name-line" link set to-b down
      else
        ways del
        ip -n "$name-line" route add unreachable 10.90.0.1/32
        ip -n "$name-line" route add unreachable 10.90.0.2/32
      fi
      ;;
    restore)
      ip -n "$name-line" route flush type unreachable
      ip -n "$name-line" link set to-a up
      ip -n "$name-line" link set to-b up
      ways replace
      ;;
    remove)
      for each in harness line a b; do ip netns delete "$name-$each" 2>/dev/null || true; done
      ;;
    esac
    """#
}
