"""German interface messages, keyed by the English text as it stands in the code.

One module for each layer that speaks, and of the window for some of its rooms. A test keeps them complete and
without leftovers.
"""

from __future__ import annotations

from typing import Final

from timeline_app.core.german.commands import COMMANDS
from timeline_app.core.german.core import CORE
from timeline_app.core.german.dataset import DATASET
from timeline_app.core.german.dialogs import DIALOGS
from timeline_app.core.german.editor import EDITOR
from timeline_app.core.german.flows import FLOWS
from timeline_app.core.german.gui import GUI
from timeline_app.core.german.render import RENDER
from timeline_app.core.german.scene import SCENE

GERMAN: Final[dict[str, str]] = {
    **CORE,
    **DATASET,
    **SCENE,
    **RENDER,
    **GUI,
    **COMMANDS,
    **DIALOGS,
    **FLOWS,
    **EDITOR,
}
"""Every interface message in the code has its German, and the German has nothing else."""
