import Foundation

/// Standard output and standard error, and what they are connected to.
enum Terminal {
  /// Whether progress may be drawn over itself: a terminal, and no CI system looking.
  static let isInteractive =
    isatty(STDERR_FILENO) == 1 && (environment["CI"] ?? "").isEmpty && environment["TERM"] != "dumb"

  /// Whether a person can be asked: standard input and standard error are a terminal, and no CI system looks.
  static let hasPerson = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 && (environment["CI"] ?? "").isEmpty

  /// Whether standard output takes colour (`NO_COLOR`, no-color.org).
  static let hasColour =
    isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"

  /// The environment.
  static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// Columns of the terminal; 80 where it does not say.
  static var width: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  /// Writes a line to standard output.
  static func out(_ text: String, newline: Bool = true) {
    write(text + (newline ? "\n" : ""), to: STDOUT_FILENO)
  }

  /// Writes a line to standard error.
  static func error(_ text: String, newline: Bool = true) {
    write(text + (newline ? "\n" : ""), to: STDERR_FILENO)
  }

  /// Writes out what the C library still holds.
  static func flush() {
    fflush(nil)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
