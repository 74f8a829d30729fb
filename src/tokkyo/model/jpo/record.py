"""One case with everything that is known of it, as searches see it."""

import msgspec

from tokkyo.model.jpo.cases import (
    Citations,
    DesignProgress,
    PatentProgress,
    Registration,
    TrademarkProgress,
)

AnyProgress = PatentProgress | DesignProgress | TrademarkProgress


class CaseRecord(msgspec.Struct, frozen=True, gc=False):
    """A case: `law` as in `model.jpo.apis`, its progress, and what other answers add; `inventors` are names."""

    law: str
    progress: AnyProgress
    registration: Registration | None = None
    citations: Citations | None = None
    inventors: tuple[str, ...] = ()

    @property
    def application(self) -> str:
        """The application number, ten digits."""
        return self.progress.number

    @property
    def title(self) -> str:
        """The title of the invention, the article of the design, the trademark as it is shown."""
        match self.progress:
            case PatentProgress():
                return self.progress.title
            case DesignProgress():
                return self.progress.article
            case _:
                return self.progress.display
