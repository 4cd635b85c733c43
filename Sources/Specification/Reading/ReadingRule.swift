/// What a file can do wrong before its assertions are looked at. The raw value is the diagnostic's `code`.
public enum ReadingRule: String, DiagnosticCode {
  // The file as bytes and as YAML.
  case unreadableFile = "unreadable-file"
  case fileTooLarge = "file-too-large"
  case notUTF8 = "not-utf-8"
  case emptyFile = "empty-file"
  case yamlSyntax = "yaml-syntax"
  case severalDocuments = "several-documents"
  case anchor
  case alias
  case mergeKey = "merge-key"
  case tag
  case duplicateKey = "duplicate-key"
  case complexKey = "complex-key"
  case tooDeep = "too-deep"

  // The shape of what stands in it.
  case header
  case unknownEdition = "unknown-edition"
  case unknownKind = "unknown-kind"
  case wrongKind = "wrong-kind"
  case unknownKey = "unknown-key"
  case missingKey = "missing-key"
  case missingValue = "missing-value"
  case wrongShape = "wrong-shape"
  case wrongValue = "wrong-value"
  case unknownWord = "unknown-word"
  case outOfRange = "out-of-range"
  case emptyList = "empty-list"
  case oneOfKeys = "one-of-keys"
  case notABlock = "not-a-block"

  // What the files say of each other.
  case pathOutsideFolder = "path-outside-folder"
  case fileTwice = "file-twice"
  case duplicateID = "duplicate-id"
  case duplicateName = "duplicate-name"
  case unknownGroup = "unknown-group"
  case unknownSource = "unknown-source"
  case unknownRole = "unknown-role"
  case unknownFixture = "unknown-fixture"
  case fixtureKind = "fixture-kind"
  case fixtureCycle = "fixture-cycle"
  case undeclaredFixture = "undeclared-fixture"
  case unknownBinding = "unknown-binding"
  case laterBinding = "later-binding"
  case unknownStep = "unknown-step"
  case unknownWriter = "unknown-writer"
  case unknownEarlierStep = "unknown-earlier-step"
  case earlierStepKind = "earlier-step-kind"
  case unknownInput = "unknown-input"
  case missingInput = "missing-input"
  case wrongInput = "wrong-input"
  case unknownName = "unknown-name"
  case unknownProcedure = "unknown-procedure"
  case nestedProcedure = "nested-procedure"
  case unknownRequirement = "unknown-requirement"
  case supersededBySelf = "superseded-by-self"
  case weightOfInformative = "weight-of-informative"
  case testedAfterAll = "tested-after-all"
  case secretInFile = "secret-in-file"
  case secretInText = "secret-in-text"
  case secretOnCommandLine = "secret-on-command-line"
  case missingInputValue = "missing-input-value"
  case scaleOrder = "scale-order"

  // Templates of messages.
  case messageSyntax = "message-syntax"
  case messageVersion = "message-version"
  case messageContent = "message-content"
  case messageAddress = "message-address"
  case resourceSyntax = "resource-syntax"
  case resourceContent = "resource-content"

  // Profiles that messages and resources are held against.
  case profileContent = "profile-content"

  case strayFile = "stray-file"

  // Profiles.
  case unknownProfile = "unknown-profile"
  case wrongBase = "wrong-base"
  case entryWithoutEffect = "entry-without-effect"
}
