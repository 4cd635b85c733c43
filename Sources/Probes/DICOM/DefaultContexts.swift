import DICOM
import DICOMNetwork
import PixelCoding

extension [ProposedContext] {
  /// Further contexts with the default transfer syntax, Implicit VR Little Endian, one for each abstract syntax that is proposed
  /// without it.
  ///
  /// Whoever proposes an abstract syntax has to offer it there (PS3.5 §10.1): a peer may refuse a proposal that does not, and would
  /// be right. That is waived where pixel data are there in a form alone that has lost information. More than there are IDs are
  /// left out.
  var defaults: [ProposedContext] {
    let standard = TransferSyntax.implicitVRLittleEndian.uid.value
    var lacking: [String] = []
    for abstract in map(\.abstractSyntax) where !lacking.contains(abstract) {
      let proposed = filter { $0.abstractSyntax == abstract }.flatMap(\.transferSyntaxes)
      guard !proposed.contains(standard), !proposed.allSatisfy({ TransferSyntax(UID($0)).isLossy }) else { continue }
      lacking.append(abstract)
    }
    let used = Set(map(\.id))
    let free = stride(from: 1, through: 255, by: 2).map { UInt8($0) }.filter { !used.contains($0) }
    return zip(free, lacking).map {
      ProposedContext(id: $0, abstractSyntax: $1, transferSyntaxes: [standard])
    }
  }
}
