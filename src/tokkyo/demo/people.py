"""Invented companies, universities, inventors, attorneys and examiners, plausible for their country.

Family and given names are common ones of each country, joined by chance; companies and universities are made up.
"""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from dataclasses import dataclass
from functools import lru_cache

from tokkyo.demo.coinage import coined
from tokkyo.demo.dice import Dice, stream
from tokkyo.demo.fields import FIELDS


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """A country of applicants: names, cities (with region for US), company endings, university pattern, language."""

    code: str
    language: str
    family: tuple[str, ...]
    given: tuple[str, ...]
    cities: tuple[str, ...]
    endings: tuple[str, ...]
    university: str


def _country(code: str, language: str, family: str, given: str, cities: str, endings: str, university: str) -> Country:
    return Country(
        code, language, tuple(family.split()), tuple(given.split()), tuple(cities.split(",")), tuple(endings.split(",")),
        university,
    )  # fmt: skip


COUNTRIES: tuple[Country, ...] = (
    _country("US", "en", "Miller Johnson Garcia Walker Nguyen Patel Olson Carter Reed Brooks Hayes Coleman Ortiz Fisher Shaw Dunn",
             "James Mary Robert Linda Michael Susan David Karen Daniel Emily Kevin Laura Brian Priya Anthony Grace",
             "Austin/TX,San Jose/CA,Rochester/MN,Ann Arbor/MI,Raleigh/NC,Boise/ID,Cambridge/MA,Boulder/CO,Dayton/OH,Tempe/AZ",
             "Inc.,LLC,Corporation,Technologies Inc.,Systems LLC", "University of {}"),
    _country("JP", "ja", "Tanaka Sato Suzuki Watanabe Yamamoto Kobayashi Ito Nakamura Kato Yoshida Yamada Sasaki Mori Abe Ikeda Hashimoto",
             "Hiroshi Kenji Takashi Yuki Akira Satoshi Naoko Kazuo Makoto Yoko Daisuke Shinji Emi Tetsuya Masaru Haruka",
             "Tokyo,Osaka,Nagoya,Kyoto,Yokohama,Kawasaki,Hiroshima,Suwa", "Co Ltd,KK,Corporation,Seisakusho KK",
             "{} Daigaku"),
    _country("CN", "zh", "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin",
             "Wei Fang Na Xiuying Min Jing Lei Qiang Yang Jun Yong Yan Jie Tao Ming Chao",
             "Shenzhen,Beijing,Shanghai,Hangzhou,Suzhou,Wuhan,Chengdu,Qingdao",
             "Technology Co Ltd,New Materials Co Ltd,Electronics Co Ltd,Group Co Ltd", "{} University of Technology"),
    _country("KR", "ko", "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang",
             "Minjun Seoyeon Jihoon Soojin Donghyun Hyunwoo Eunji Sangho Jaewon Yuna Taeyang Kyungmin Sunghoon Hana Joon Byungchul",
             "Seoul,Suwon,Daejeon,Busan,Incheon,Pohang", "Co Ltd,Electronics Co Ltd,Inc,Materials Co Ltd", "{} University Industry Academic Cooperation Foundation"),
    _country("DE", "de", "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Neumann",
             "Andreas Stefan Katrin Jürgen Michael Sabine Thomas Anja Markus Birgit Wolfgang Claudia Florian Heike Dirk Ulrike",
             "Stuttgart,München,Hamburg,Aachen,Jena,Hannover,Ulm,Dresden", "GmbH,AG,GmbH & Co. KG,SE", "Technische Universität {}"),
    _country("FR", "fr", "Martin Bernard Dubois Moreau Laurent Lefebvre Girard Roux Fournier Lambert Mercier Blanc Chevalier Perrin Gauthier Marchand",
             "Philippe Nathalie Laurent Isabelle Thierry Sylvie Olivier Claire Nicolas Sandrine Julien Hélène Benoît Élodie Pascal Amélie",
             "Lyon,Grenoble,Toulouse,Paris,Nantes,Lille", "SA,SAS,SARL", "Université de {}"),
    _country("GB", "en", "Smith Jones Taylor Brown Evans Hughes Clarke Bennett Palmer Foster Holmes Barker Marsh Pearce Whitfield Ashworth",
             "Oliver Charlotte George Amelia Peter Helen Andrew Fiona Simon Rachel Graham Alison Neil Catherine Ian Rebecca",
             "Bristol,Leeds,Oxford,Sheffield,Cardiff,Glasgow", "Ltd,plc,Limited", "University of {}"),
    _country("ES", "es", "García Fernández López Martínez Sánchez Gómez Ruiz Hernández Moreno Álvarez Romero Navarro Torres Domínguez Vázquez Serrano",
             "Javier Carmen Antonio Lucía Manuel Elena Pablo Marta Sergio Cristina Álvaro Pilar Jorge Beatriz Rafael Nuria",
             "Madrid,Barcelona,Valencia,Zaragoza,Bilbao,Sevilla", "SL,SA,SLU", "Universidad de {}"),
    _country("BR", "pt", "Silva Santos Oliveira Souza Lima Pereira Ferreira Almeida Costa Rodrigues Carvalho Gomes Ribeiro Barbosa Araújo Cardoso",
             "João Ana Carlos Mariana Paulo Fernanda Lucas Juliana Marcos Camila Rafael Patrícia Eduardo Renata Gustavo Larissa",
             "São Paulo,Campinas,Curitiba,Porto Alegre,Recife", "Ltda,S.A.,Indústria e Comércio Ltda", "Universidade Federal de {}"),
    _country("RU", "ru", "Ivanov Smirnov Kuznetsov Popov Sokolov Lebedev Kozlov Novikov Morozov Volkov Zaitsev Vinogradov Belov Orlov Kiselev Makarov",
             "Aleksandr Sergei Andrei Dmitrii Aleksei Ivan Mikhail Pavel Nikolai Viktor Oleg Igor Roman Vladimir Evgenii Anton",
             "Moskva,Sankt-Peterburg,Novosibirsk,Kazan,Tomsk", "OOO,AO,NPO", "Federalnyi universitet {}"),
    _country("SA", "ar", "Alghamdi Alharbi Alotaibi Alqahtani Alshehri Alzahrani Aldosari Almutairi Alshammari Alamri Alanazi Alsubaie",
             "Mohammed Fatimah Abdullah Noura Khalid Sarah Fahad Maryam Saud Huda Turki Reem",
             "Riyadh,Dhahran,Jeddah,Thuwal", "Company,Industries Co", "{} University of Science"),
    _country("AU", "en", "Wilson Campbell Kelly Ryan Mitchell Harris Thompson Murray Nolan Fraser Doyle Hewitt",
             "Lachlan Chloe Matthew Jessica Cameron Georgia Craig Melissa Angus Bronwyn Hamish Tahlia",
             "Melbourne,Sydney,Perth,Brisbane", "Pty Ltd,Limited", "University of {}"),
    _country("CA", "en", "Tremblay Gagnon Roy MacDonald Fraser Singh Bouchard Leblanc Morrison Sinclair Cote Wong",
             "Liam Emma Étienne Sophie Ryan Megan Gabriel Chantal Derek Alison Mathieu Joanne",
             "Toronto,Montreal,Vancouver,Calgary,Waterloo", "Inc.,Ltd.,Corp.", "University of {}"),
    _country("NL", "en", "De-Vries Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker",
             "Jan Anna Pieter Sanne Maarten Femke Joost Lotte Bas Iris Ruben Esther",
             "Eindhoven,Delft,Utrecht,Enschede", "B.V.,N.V.", "Universiteit {}"),
    _country("SE", "en", "Andersson Johansson Karlsson Nilsson Eriksson Larsson Persson Svensson Lindberg Holm Bergström Sandberg",
             "Erik Anna Lars Karin Anders Sara Johan Elin Mikael Maria Björn Ingrid",
             "Göteborg,Lund,Stockholm,Linköping", "AB,Aktiebolag", "{} universitet"),
    _country("IN", "en", "Sharma Gupta Reddy Iyer Mehta Nair Joshi Banerjee Rao Desai Kulkarni Menon",
             "Amit Priya Rahul Anjali Sanjay Kavita Vikram Sunita Arjun Deepa Rajesh Meera",
             "Bengaluru,Hyderabad,Pune,Chennai", "Pvt Ltd,Limited", "Indian Institute of {}"),
)  # fmt: skip

BY_CODE = {country.code: country for country in COUNTRIES}
COMPANIES_PER_FIELD = 60


@dataclass(frozen=True, slots=True, eq=False)
class Party:
    """A company or university: name as printed, country, city, region (US state or empty), serial number."""

    name: str
    country: Country
    city: str
    region: str
    serial: int

    @property
    def docdb(self) -> str:
        """The name in DOCDB's standard form: upper case, no punctuation."""
        return self.name.upper().replace(".", "").replace(",", "").replace("&", "AND")


@dataclass(frozen=True, slots=True)
class Person:
    """An inventor or examiner."""

    given: str
    family: str
    country: str
    city: str
    region: str

    @property
    def docdb(self) -> str:
        """`FAMILY GIVEN`, as DOCDB writes it."""
        return f"{self.family} {self.given}".upper()


def _place(country: Country, index: int) -> tuple[str, str]:
    city, _, region = country.cities[index % len(country.cities)].partition("/")
    return city, region


def _company(serial: int) -> Party:
    dice = Dice(stream(0, "company", serial))
    country = dice.favour(COUNTRIES)
    city, region = _place(country, dice.below(99))
    if dice.chance(0.12):
        return Party(country.university.format(coined(dice)), country, city, region, serial)
    return Party(f"{coined(dice)} {dice.pick(country.endings)}", country, city, region, serial)


COMPANIES: tuple[tuple[Party, ...], ...] = tuple(
    tuple(_company(number * COMPANIES_PER_FIELD + index) for index in range(COMPANIES_PER_FIELD))
    for number in range(len(FIELDS))
)

_ANYWHERE: dict[str, tuple[Party, ...]] = {
    country.code: tuple(party for row in COMPANIES for party in row if party.country is country)
    for country in COUNTRIES
}
_LOCAL: dict[tuple[int, str], tuple[Party, ...]] = {}


def companies(field: int, country: str | None) -> tuple[Party, ...]:
    """Return the companies of a field, of one country where it has any there."""
    if country is None:
        return COMPANIES[field]
    key = (field, country)
    if key not in _LOCAL:
        own = tuple(party for party in COMPANIES[field] if party.country.code == country)
        _LOCAL[key] = own or _ANYWHERE[country][:3]
    return _LOCAL[key]


@lru_cache(maxsize=1 << 15)
def inventor(party: Party, index: int) -> Person:
    """Return the inventor number `index` of a company; the same number is the same person."""
    country = party.country
    step = party.serial * 7 + index * 5
    family = country.family[(step + index * index) % len(country.family)]
    given = country.given[(party.serial + index * 3 + step // 16) % len(country.given)]
    if index % 4 == 3:
        given = f"{given} {country.given[(step + 1) % len(country.given)]}"
    city, region = _place(country, index)
    return Person(given, family, country.code, city, region)


def examiner(unit: int, index: int) -> Person:
    """Return an examiner of an art unit."""
    country = BY_CODE["US"]
    given = country.given[(unit + index * 3) % 16]
    return Person(
        f"{given} {'ABCDEFGHJKLM'[(unit * 3 + index) % 12]}", country.family[(unit * 5 + index * 7) % 16], "US", "", ""
    )


AGENTS: dict[str, tuple[str, ...]] = {
    "US": ("Harrow & Pell LLP", "Linden Marsh PLLC", "Oakhurst IP Group", "Strand, Quill & Moss P.C.", "Beacon Ridge Patents LLC"),
    "EP": ("Kestrel & Partner mbB", "Cabinet Aubrac", "Thornbury IP", "Wiesengrund Patentanwälte", "Nordlicht IP AB"),
    "": ("Sakura Kokusai Patent Office", "Jinling Patent Agency", "Hanbit IP & Law Firm", "Oficina Meridiana", "Neva Patent Bureau"),
}  # fmt: skip
