import Foundation
import Programs

/// Settings of LibreOffice for converting a document that nobody vouches for: no macros, no links followed.
enum ConversionProfile {
  /// Writes the settings where LibreOffice looks for them, under `profile` of the directory.
  static func write(in directory: borrowing PrivateDirectory) throws(ReadingFailure) {
    let folder = "\(directory.path)/profile/user"
    // Where this fails, so does the file after it, with words for people.
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try directory.put(Array(settings.utf8), as: "profile/user/registrymodifications.xcu")
  }

  private static let settings = """
    <?xml version="1.0" encoding="UTF-8"?>
    <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <item oor:path="/org.openoffice.Office.Common/Security/Scripting">
    <prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
    <prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
    <prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
    </item>
    <item oor:path="/org.openoffice.Office.Writer/Content/Update">
    <prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
    </item>
    </oor:items>
    """
}
