import ArgumentParser
import PixelCoding

/// `assay decode-frames`, which the program starts itself.
struct DecodeFramesCommand: ParsableCommand {
  /// Its name, by which the program calls itself.
  static let name = "decode-frames"

  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Decode compressed frames for another process of this program, which asks over standard input.",
    shouldDisplay: false)

  func run() { FrameDecoderService.serve() }
}
