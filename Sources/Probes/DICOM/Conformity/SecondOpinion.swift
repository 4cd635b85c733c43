import DICOM
import DICOMNetwork
import Evidence
import Foundation
import Programs
import Specification

/// What dciodvfy of dicom3tools says of an object. It can be missing, abort or take too long: then there is none, and
/// nothing follows from that.
enum SecondOpinion: Hashable {
  case given(errors: [String])
  case notInstalled
  /// It aborted, or was ended.
  case endedEarly
  /// The object is too long, or can't be written as a file.
  case notAsked

  /// Objects of one step that it is asked about.
  static let objectLimit = 5
  /// Bytes of an object that it is given.
  static let byteLimit = 64 << 20
  private static let implementation = UID(AssociationRequest.implementationClassUID)
  private static let memory = OpinionMemory(capacity: 4_096)
  private static let limits = LimitedProcess.Limits(seconds: 3, memory: 1 << 30, output: 1 << 20)

  /// Asks about an object.
  static func ask(about object: DataSet, in syntax: TransferSyntax, length: Int) -> SecondOpinion {
    guard ProgramPath.find("dciodvfy") != nil else { return .notInstalled }
    guard length <= byteLimit,
      let file = try? DICOMFile(object, transferSyntax: syntax, implementationClassUID: implementation),
      let bytes = try? Array(file.encoded().readableBytesView)
    else { return .notAsked }
    do {
      return try memory.opinion(on: Digest.sha256(bytes)) { try run(on: bytes) }
    } catch { return .notAsked }
  }

  private static func run(on bytes: [UInt8]) throws -> SecondOpinion {
    let directory = try PrivateDirectory()
    try directory.write(bytes, to: "object.dcm")
    var process = try LimitedProcess(
      "sh", ["-c", "exec dciodvfy -new \"$0\" 2>&1", directory.path + "/object.dcm"], named: "dciodvfy", in: directory,
      limits: limits)
    let outcome = process.finish(in: directory)
    // What is not a status of its own is the limits' or an abort.
    guard case .exit(let status) = outcome.end, status == 0 || status == 1 else { return .endedEarly }
    return .given(errors: errors(in: String(decoding: outcome.output, as: UTF8.self)))
  }

  private static func errors(in text: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("Error - ") }.map { String($0.dropFirst(8).prefix(300)) }
  }

  /// The record of `ConformitySchema`.
  func value(ownErrors: Int) -> Value {
    switch self {
    case .given(let errors):
      .record([
        "outcome": .string("given"), "errors": .number(Decimal(errors.count)),
        "lines": .list(errors.prefix(20).map { .string($0) }), "agrees": .boolean(errors.isEmpty == (ownErrors == 0)),
      ])
    case .notInstalled: .record(["outcome": .string("not-installed")])
    case .endedEarly: .record(["outcome": .string("ended-early")])
    case .notAsked: .record(["outcome": .string("not-asked")])
    }
  }
}
