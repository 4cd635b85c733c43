import DICOM
import NIOCore

/// One second of a trace (PS3.3 §A.34, §C.10.9): a spike and a wave for each channel.
enum SyntheticWaveform: Hashable, Sendable {
  /// A 12-lead electrocardiogram.
  case twelveLeads
  /// An electrocardiogram of two leads.
  case twoLeads
  /// A pressure in the aorta.
  case pressure

  private static let frequency = 250

  /// Codes of CID 3001 for leads, of CID 3003 for pressures, with their meanings.
  private var channels: [(code: String, meaning: String)] {
    let leads = [
      ("2:1", "Lead I"), ("2:2", "Lead II"), ("2:61", "Lead III"), ("2:62", "Lead aVR"), ("2:63", "Lead aVL"),
      ("2:64", "Lead aVF"), ("2:3", "Lead V1"), ("2:4", "Lead V2"), ("2:5", "Lead V3"), ("2:6", "Lead V4"),
      ("2:7", "Lead V5"), ("2:8", "Lead V6"),
    ]
    switch self {
    case .twelveLeads: return leads
    case .twoLeads: return Array(leads.prefix(2))
    case .pressure: return [("128444004", "Aortic pressure waveform")]
    }
  }

  /// Sets Waveform Sequence.
  func put(into builder: inout DataSetBuilder, phase: Int) {
    let unit = self == .pressure ? "mm[Hg]|UCUM|mmHg" : "uV|UCUM|uV"
    var item = DataSetBuilder()
    var text = """
      WaveformOriginality=ORIGINAL
      NumberOfWaveformChannels=\(channels.count)
      NumberOfWaveformSamples=\(Self.frequency)
      SamplingFrequency=\(Self.frequency)
      MultiplexGroupLabel=RHYTHM
      WaveformBitsAllocated=16
      WaveformSampleInterpretation=SS
      ChannelDefinitionSequence

      """
    for (index, channel) in channels.enumerated() {
      text += index == 0 ? "" : ">-\n"
      text += """
        >ChannelSourceSequence:=\(channel.code)|\(self == .pressure ? "SCT" : "MDC")|\(channel.meaning)
        >ChannelSensitivity=1
        >ChannelSensitivityUnitsSequence:=\(unit)
        >ChannelSensitivityCorrectionFactor=1
        >ChannelBaseline=0
        >ChannelTimeSkew=0
        >WaveformBitsStored=16
        >FilterLowFrequency=0.05
        >FilterHighFrequency=100

        """
    }
    DataSetTemplate.fill(&item, text)
    var samples = ByteBuffer()
    for sample in 0..<Self.frequency {
      for channel in 1...channels.count {
        let place = (sample + 10 * phase) % 200
        let height = place < 10 ? 100 * place : place < 20 ? 100 * (20 - place) : max(0, 60 - abs(place - 80)) * 3
        samples.writeInteger(Int16(truncatingIfNeeded: height * (channel % 5 + 1) / 5), endianness: .little)
      }
    }
    item.put("WaveformData", vr: .OW, bytes: samples)
    builder.take(over: item)
    builder.put("WaveformSequence", items: [item.dataSet])
  }
}
