import Foundation

/// A question to the person at the terminal.
enum Question {
  /// Whether somebody is there to answer: standard input and error are a terminal, and no CI system looks.
  static var canBeAsked: Bool { isatty(STDIN_FILENO) == 1 && Terminal.isInteractive }

  /// Whether the answer is yes; anything but `y` or `yes` is no.
  static func isAgreed(_ text: String) -> Bool {
    // A run before this may have left Ctrl-C to itself.
    signal(SIGINT, SIG_DFL)
    Terminal.error("\(text) [y/N] ", newline: false)
    let answer = readLine(strippingNewline: true) ?? ""
    return ["y", "yes"].contains(answer.trimmingCharacters(in: .whitespaces).lowercased())
  }
}
