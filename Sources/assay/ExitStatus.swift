import Foundation

/// How the program ends; thrown by commands that have said why.
enum ExitStatus: Int32, Error {
  case success = 0
  case usage = 1
  case invalidFile = 2
  case harness = 3
  case mandatoryNotMet = 4
  case belowThreshold = 5
  case waiver = 6
  case interrupted = 130

  /// Ends the process.
  static func leave(_ status: ExitStatus) -> Never { Foundation.exit(status.rawValue) }

  /// Ends with a code that judgement gave.
  static func check(_ code: Int) throws {
    if let status = ExitStatus(rawValue: Int32(clamping: code)), status != .success { throw status }
  }
}
