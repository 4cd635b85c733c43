"""The package `fhirsnake` as it comes: files of a folder as resources.

usage: fhirsnake_app.py PORT; the folder `resources` is made where it is missing, in the working folder
"""
import pathlib
import sys

import fhirsnake
import uvicorn

# Its modules import each other by their bare names, as its container starts them.
sys.path.insert(0, str(pathlib.Path(fhirsnake.__file__).parent))
pathlib.Path("resources/Patient").mkdir(parents=True, exist_ok=True)
uvicorn.run("main:app", host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
