"""A person who also imports what others have, as a state machine beside a simple model."""

from __future__ import annotations

import pytest
from editing_model import LISTS, Members, dict_of
from hypothesis import strategies as st
from hypothesis.stateful import rule
from importing_model import import_name, imported
from machine_of_edits import DECISIONS, MachineOfEdits
from merging_model import referred
from spelled_datasets import contents, event_members, respelled, shuffled

from timeline_app.core.errors import DatasetError
from timeline_app.dataset.editing.comparison import compare
from timeline_app.dataset.editing.importing import Decisions


class MachineOfImports(MachineOfEdits):
    """Imports with clashes, decided for all and for some."""

    @rule(data=st.data())
    def import_entries(self, data: st.DataObject) -> None:
        incoming = self._incoming(data)
        top = {"format": "timeline", "version": "1.0", "title": "Theirs", **incoming}
        content = data.draw(contents(top))
        if not incoming["events"]:
            with pytest.raises(DatasetError, match="there is no event in it"):
                compare(self.program.document, content, "theirs.json")
            return
        for_all = data.draw(st.sampled_from(list(DECISIONS)))
        keys = [(kind, str(entry["id"])) for kind in LISTS for entry in incoming[kind]]
        chosen = data.draw(st.lists(st.sampled_from(keys), max_size=3, unique=True)) if keys else []
        exceptions = {key: data.draw(st.sampled_from(list(DECISIONS))) for key in chosen}
        decisions = Decisions(
            DECISIONS[for_all], {key: DECISIONS[decision] for key, decision in exceptions.items()}
        )
        result = imported(
            self.sheet, incoming, lambda kind, entry_id: exceptions.get((kind, entry_id), for_all)
        )
        comparison = compare(self.program.document, content, "theirs.json")
        self._do(
            comparison.decided(decisions),
            result.expected,
            import_name(result.added["events"], result.replaced["events"]),
        )
        # The same again changes nothing, whatever was decided.
        again = compare(self.program.document, content, "theirs.json").decided(decisions)
        assert self.program.history.do(again) is self.program.history

    def _incoming(self, data: st.DataObject) -> dict[str, list[Members]]:
        """Return entries, some of which are there already, or are there and say something else."""
        incoming: dict[str, list[Members]] = {}
        sheet = self.sheet
        for kind, field in (("categories", "label"), ("sources", "title"), ("events", "summary")):
            places = sheet.ids(kind)
            ids = self.shown if kind == "events" else [*places]
            least = 1 if kind == "events" and ids else 0
            taken = data.draw(
                st.lists(st.sampled_from(ids), min_size=least, max_size=3, unique=True)
                if ids
                else st.just([])
            )
            known = [dict_of(sheet.values[kind][places[entry_id]]) for entry_id in taken]
            incoming[kind] = [
                data.draw(st.sampled_from([{**entry, field: "theirs"}, respelled(entry)]).flatmap(shuffled))
                for entry in known
            ]
        for number in data.draw(st.lists(st.integers(0, 30), max_size=2, unique=True)):
            if all(event["id"] != f"e{number}" for event in incoming["events"]):
                incoming["events"].append(data.draw(event_members(number)))
        # What events refer to has to come with them.
        for kind, needed in referred(incoming["events"]).items():
            there = {str(entry["id"]) for entry in incoming[kind]}
            incoming[kind] += [{"id": new, "label": "C", "title": "S"} for new in sorted(needed - there)]
        return incoming
