import DICOM
import Foundation
import NIOCore

/// A video of three frames, MPEG-4 AVC High Profile / Level 4.1 in an MP4 container (PS3.5 §8.2.7): a red square on grey.
///
/// Made by FFmpeg 5.1 with libx264, from `color=c=gray:size=1280x720:rate=25:duration=0.12` and
/// `drawbox=x=300:y=200:w=200:h=200:color=red:t=fill`, options `-profile:v high -level 4.1 -bf 0 -crf 35`, without
/// supplemental enhancement information and metadata.
enum VideoVector {
  /// MPEG-4 AVC/H.264 High Profile / Level 4.1.
  static let transferSyntax = TransferSyntax("1.2.840.10008.1.2.4.102")

  /// Sets the attributes of the Image Pixel and Cine modules, and the stream in one fragment (PS3.5 §A.4.6).
  static func put(into builder: inout DataSetBuilder) {
    DataSetTemplate.fill(
      &builder,
      """
      SamplesPerPixel=3
      PhotometricInterpretation=YBR_PARTIAL_420
      PlanarConfiguration=0
      Rows=720
      Columns=1280
      BitsAllocated=8
      BitsStored=8
      HighBit=7
      PixelRepresentation=0
      NumberOfFrames=3
      FrameIncrementPointer=00181063
      FrameTime=40
      CineRate=25
      """)
    let stream = ByteBuffer(bytes: Data(base64Encoded: base64) ?? Data())
    var fragment = stream
    if fragment.readableBytes & 1 == 1 { fragment.writeInteger(UInt8(0)) }
    builder.put(fragments: [ByteBuffer(), fragment])
  }

  private static let base64 = """
    AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1wNDEAAAAIZnJlZQAAAaBtZGF0AAABRWWIhAv//tSkWHKiCEO5JkpOqBO352uwAAADAAADAAADAA\
    AxyIHEfvho7EgAAAMAAAMBdwACKgAELAANQAAyQADiAAP4ABMgAIaAA+wAGe6kc2AKmv56WWqyXjm0ztStoc0VHa/05El0zXETNpYaGqTHHad23ipu\
    iBA6PrJoaYAAAAMAKyLV8BBZTfKprAcZA7XXAAAncEG8Ke6LxYAAmWJboaYAVUUAQ5gBgCWHBQAAXMRtQAAZQqLAAAt10sAABN8JIAACfImEAAHUB8\
    YAAWQXrAABv9izEcxUsEAABbkugAAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAA\
    AwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAFtEAAAAjQZo7EL8AAAMAAAMAACUhpmrC4AAAAwAAAwAAAwAAAwAAsoAAAAAkQZpPCGTKYQ\
    r/AAADAAADAAADAAADAAADAAADAAADAAADAAEDAAADEW1vb3YAAABsbXZoZAAAAAAAAAAAAAAAAAAAA+gAAAB4AAEAAAEAAAAAAAAAAAAAAAABAAAA\
    AAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIAAAJgdHJhawAAAFx0a2hkAAAAAwAAAAAAAA\
    AAAAAAAQAAAAAAAAB4AAAAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAQAAAAAUAAAAC0AAAAAAAJGVkdHMAAAAc\
    ZWxzdAAAAAAAAAABAAAAeAAAAAAAAQAAAAAB2G1kaWEAAAAgbWRoZAAAAAAAAAAAAAAAAAAAMgAAAAYAVcQAAAAAAC1oZGxyAAAAAAAAAAB2aWRlAA\
    AAAAAAAAAAAAAAVmlkZW9IYW5kbGVyAAAAAYNtaW5mAAAAFHZtaGQAAAABAAAAAAAAAAAAAAAkZGluZgAAABxkcmVmAAAAAAAAAAEAAAAMdXJsIAAA\
    AAEAAAFDc3RibAAAAL9zdHNkAAAAAAAAAAEAAACvYXZjMQAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAUAAtAASAAAAEgAAAAAAAAAAQxMYXZjIGxpYn\
    gyNjQAAAAAAAAAAAAAAAAAAAAAAAAAABj//wAAADVhdmNDAWQAKf/hABhnZAAprLIAoAt2AiAAAAMAIAAABkHjBkkBAAZo68CUsiz9+PgAAAAAEHBh\
    c3AAAAABAAAAAQAAABRidHJ0AAAAAAAAakAAAGpAAAAAGHN0dHMAAAAAAAAAAQAAAAMAAAIAAAAAFHN0c3MAAAAAAAAAAQAAAAEAAAAcc3RzYwAAAA\
    AAAAABAAAAAQAAAAMAAAABAAAAIHN0c3oAAAAAAAAAAAAAAAMAAAFJAAAAJwAAACgAAAAUc3RjbwAAAAAAAAABAAAAMAAAAD11ZHRhAAAANW1ldGEA\
    AAAAAAAAIWhkbHIAAAAAAAAAAG1kaXJhcHBsAAAAAAAAAAAAAAAACGlsc3Q=
    """
}
