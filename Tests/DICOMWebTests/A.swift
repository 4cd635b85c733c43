import DICOMWeb
