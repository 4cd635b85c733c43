import Evidence
import PixelCoding

/// Watches whether this program could decode what came while a step was under way. Where it could not, nothing is said of the
/// step: a frame that was not looked at is neither right nor wrong.
struct DecodingTrouble {
  private let decoders: FrameDecoders
  private let before: Int

  /// Watches from now on.
  init(of decoders: FrameDecoders = .shared) {
    self.decoders = decoders
    before = decoders.troubles.count
  }

  /// Why nothing can be said since this was made; nil where all frames were looked at.
  var failure: StepFailure? {
    let now = decoders.troubles
    guard now.count > before else { return nil }
    return StepFailure(
      blame: .harness, message: "A frame of the pixel data that came was not decoded here: \(now.last).",
      advice: "See to it that this machine can start further processes and has memory for them, and run again.")
  }
}
