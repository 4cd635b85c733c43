import DICOM

/// The tag of a data element; the testing library has a type of that name too.
typealias Tag = DICOM.Tag
