"""What users are told about the service, in Japanese and English; the Japanese text prevails (P6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tokkyo.accounts.users.letters import PREVAILS, House
from tokkyo.accounts.users.rules import Rules

# Name of a paragraph → heading and text in Japanese and English. Facts: handbook 2.0, articles 2, 3, 5, 7 and 8.
_PARAGRAPHS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = MappingProxyType(
    {
        "scope": (
            (
                "提供する情報の範囲",
                "2003年7月以降に出願された特許、2000年1月以降に出願された意匠および商標に関する情報。それより前の情報が取得"
                "できる場合もありますが、完全ではないことがあります。実用新案は含みません。",
            ),
            (
                "Scope of information",
                "Patents filed from July 2003, designs and trademarks filed from January 2000. Older information may "
                "be given too, but may be incomplete. Utility models are not included.",
            ),
        ),
        "freshness": (
            ("更新頻度", "毎日更新します。当日の手続は、原則として翌日に反映されます。"),
            ("Updates", "Daily. What happens on a day is shown the following day."),
        ),
        "hours": (
            (
                "利用可能時間",
                "原則として24時間365日。メンテナンス等により利用できない場合は、事前にお知らせします。",
            ),
            (
                "Hours",
                "24 hours a day, 365 days a year. Maintenance is announced ahead, among the notices and by letter.",
            ),
        ),
        "limits": (
            (
                "アクセス上限",
                "上限はAPIごとに、IDごとに、日本時間の0時から翌日0時まで数えます。超過するとエラーとなり、翌日0時に解除されます。"
                "使わなかった回数は繰り越せません。一つのIDを複数人で同時に使うことができます。",
            ),
            (
                "Limits",
                "Calls are counted for each API and ID from midnight to midnight in Japan. Over the limit there is an "
                "error until the next midnight; unused calls do not carry over. Several people may use one ID at once.",
            ),
        ),
        "costs": (
            ("費用負担", "通信に要する費用は利用者の負担とします。"),
            ("Costs", "Users bear the costs of communication."),
        ),
        "privacy": (
            (
                "個人情報の取扱い",
                "IPアドレス、利用したAPI、登録情報は、サービスの円滑な提供、機能の改善および施策の参考にのみ利用します。法令に"
                "基づく場合、または不正アクセス、脅迫その他の違法行為があった場合を除き、第三者に提供しません。個人を識別でき"
                "ないよう集計した情報は公表することがあります。IPアドレスの保存期間: {address_days}。",
            ),
            (
                "Privacy",
                "IP addresses, the APIs that were called and registered data are used to provide and improve the "
                "service and for policy only. They are given to nobody else, except by law, or in cases of fraudulent "
                "access, threats or other illegal acts. Figures that name nobody may be published. IP addresses are "
                "kept for {address_days}.",
            ),
        ),
        "support": (
            (
                "お問合せ",
                "お問合せの際は、リクエストとレスポンスの内容をお知らせください。利用者が作成したプログラムに関するご質問には"
                "お答えできません。連絡先: {support}",
            ),
            (
                "Support",
                "Send the request and the response with your question. Questions about users' own programs cannot be "
                "answered. Contact: {support}",
            ),
        ),
        "terms": (
            ("利用規約", "利用規約への同意が必要です。{terms}"),
            ("Terms of use", "Use requires consent to the terms of use. {terms}"),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in one language."""

    name: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class About:
    """Tells what the service is, under the settings in force."""

    house: House
    rules: Rules

    def paragraphs(self, language: str) -> tuple[Paragraph, ...]:
        """Return all paragraphs in `ja` or `en`, and last which language prevails."""
        place = 0 if language == "ja" else 1
        values = {
            "support": self.house.support or "-",
            "terms": self.house.terms_url,
            "address_days": self._kept(place),
        }
        found = [
            Paragraph(name, heading, text.format(**values))
            for name, (heading, text) in ((name, pair[place]) for name, pair in _PARAGRAPHS.items())
        ]
        return (*found, Paragraph("language", ("正文", "Language")[place], PREVAILS[("ja", "en")[place]]))

    def _kept(self, place: int) -> str:
        days = self.rules.address_days
        if not days:
            return ("定めなし", "as long as the service exists")[place]
        return (f"{days}日", f"{days} days")[place]
