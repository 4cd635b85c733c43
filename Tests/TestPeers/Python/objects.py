"""Writes objects of several kinds with highdicom, from CT and MR images that come with pydicom.

Usage: python3 objects.py FOLDER
"""
import sys
import warnings
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
from highdicom.sr.coding import CodedConcept
from pydicom.data import get_testdata_file
from pydicom.sr.codedict import codes

warnings.simplefilter("ignore")
folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
image = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
# What the images lack and objects made of them need.
image.StudyID = "1"
image.PatientBirthDate = "19700101"
image.ReferringPhysicianName = ""
image.SeriesNumber = "1"
image.InstanceNumber = "1"
image.AccessionNumber = ""
common = {
    "manufacturer": "Assay",
    "manufacturer_model_name": "Test objects",
    "software_versions": "1",
    "device_serial_number": "1",
}


def identity(number):
    return {"series_instance_uid": hd.UID(), "series_number": number, "sop_instance_uid": hd.UID(), "instance_number": 1}


def save(name, dataset):
    dataset.save_as(folder / f"{name}.dcm")


mask = image.pixel_array > 300
segment = hd.seg.SegmentDescription(
    segment_number=1,
    segment_label="bone",
    segmented_property_category=codes.SCT.Tissue,
    segmented_property_type=codes.SCT.Bone,
    algorithm_type=hd.seg.SegmentAlgorithmTypeValues.MANUAL,
)
for kind in ("BINARY", "FRACTIONAL"):
    save(
        f"segmentation-{kind.lower()}",
        hd.seg.Segmentation([image], mask, kind, [segment], **identity(10), **common),
    )

save(
    "key-objects",
    hd.ko.KeyObjectSelectionDocument(
        evidence=[image],
        content=hd.ko.KeyObjectSelection(
            document_title=codes.DCM.ForTeaching, referenced_objects=[image]
        ),
        institution_name="Test",
        manufacturer="Assay",
        **identity(11),
    ),
)

observer = hd.sr.ObserverContext(
    observer_type=codes.DCM.Person,
    observer_identifying_attributes=hd.sr.PersonObserverIdentifyingAttributes(name="Reader^Test"),
)
report = hd.sr.MeasurementReport(
    observation_context=hd.sr.ObservationContext(observer_person_context=observer),
    procedure_reported=codes.cid100.CTUnspecifiedBodyRegion
    if hasattr(codes.cid100, "CTUnspecifiedBodyRegion")
    else CodedConcept("25045-6", "LN", "CT unspecified body region"),
    imaging_measurements=[
        hd.sr.PlanarROIMeasurementsAndQualitativeEvaluations(
            tracking_identifier=hd.sr.TrackingIdentifier(hd.UID(), "roi"),
            referenced_region=hd.sr.ImageRegion(
                graphic_type=hd.sr.GraphicTypeValues.POLYLINE,
                graphic_data=np.array([[1.0, 1.0], [5.0, 1.0], [5.0, 5.0], [1.0, 1.0]]),
                source_image=hd.sr.SourceImageForRegion(image.SOPClassUID, image.SOPInstanceUID),
            ),
            measurements=[hd.sr.Measurement(name=codes.SCT.Area, value=12.5, unit=codes.UCUM.SquareMillimeter)],
        )
    ],
)
for name, kind in (("enhanced-report", hd.sr.EnhancedSR), ("report", hd.sr.ComprehensiveSR), ("report-3d", hd.sr.Comprehensive3DSR)):
    save(
        name,
        kind(
            evidence=[image], content=report[0], manufacturer="Assay", is_complete=True, is_final=True, **identity(12)
        ),
    )

save(
    "presentation-state",
    hd.pr.GrayscaleSoftcopyPresentationState(
        referenced_images=[image],
        content_label="STATE",
        voi_lut_transformations=[hd.pr.SoftcopyVOILUTTransformation(window_center=40.0, window_width=400.0)],
        **identity(13),
        **common,
    ),
)
save(
    "secondary-capture",
    hd.sc.SCImage.from_ref_dataset(
        ref_dataset=image,
        pixel_array=np.zeros((16, 16), dtype=np.uint8),
        photometric_interpretation="MONOCHROME2",
        bits_allocated=8,
        coordinate_system="PATIENT",
        patient_orientation=["L", "P"],
        manufacturer="Assay",
        **identity(14),
    ),
)
save(
    "parametric-map",
    hd.pm.ParametricMap(
        [image],
        np.zeros((1, image.Rows, image.Columns), dtype=np.float32),
        contains_recognizable_visual_features=False,
        real_world_value_mappings=[
            hd.pm.RealWorldValueMapping(
                lut_label="MAP",
                lut_explanation="map",
                unit=codes.UCUM.NoUnits,
                value_range=(0.0, 1.0),
                intercept=0.0,
                slope=1.0,
            )
        ],
        window_center=0.5,
        window_width=1.0,
        **identity(15),
        **common,
    ),
)
save("enhanced-ct-converted", hd.legacy.LegacyConvertedEnhancedCTImage([image], **identity(16)))
