/// Why a port can't be listened on.
package struct ListeningFailure: Error, CustomStringConvertible {
  /// Host name or address of this machine.
  package let host: String
  /// The port asked for.
  package let port: Int
  /// What the system says.
  package let cause: any Error

  package var description: String { "\(host) port \(port) can't be listened on: \(cause.socketReason)" }
}
