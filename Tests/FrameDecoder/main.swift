import PixelCoding

// Decodes frames for tests, as `assay decode-frames` does for `assay`.
FrameDecoderService.serve()
