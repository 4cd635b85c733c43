import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

extension IOError {
  /// What this machine ran out of, in words, where that is why there was no connection: no fault of the peer's or the
  /// network's. Nil for every other error.
  package var ownShortage: String? {
    let what: String? =
      switch errnoCode {
      case EMFILE: "this process may open no further file or connection (its limit, ulimit -n, is reached)"
      case ENFILE: "this machine has no further file or connection to give"
      case ENOMEM, ENOBUFS: "this machine has no memory left for a connection"
      case EADDRNOTAVAIL: "this machine has no free port or no such address of its own"
      default: nil
      }
    return what.map { "\($0): \(description)" }
  }
}

extension Error {
  /// Why the system refused a socket, in its own words and without the names of functions: `Address already in use`.
  package var socketReason: String {
    (self as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(self)"
  }
}
