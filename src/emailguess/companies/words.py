"""Words that mean something in a company's name: legal forms, schools, councils, countries, states.

Tables of public facts and ordinary words only, each with its source; no company's own name is among them.
"""

from __future__ import annotations

__all__ = [
    "ADMINISTRATION",
    "COUNCIL_HEADS",
    "COUNCIL_WORDS",
    "COUNTRIES",
    "GENERIC",
    "LEGAL_COUNTRIES",
    "LEGAL_PREFIXES",
    "LEGAL_SUFFIXES",
    "NATIVE_FORMS",
    "NOT_LEGAL",
    "SCHOOLS",
    "SHORTENED",
    "SHORT_LEGAL",
    "STATES",
    "STOP_WORDS",
    "TELLING",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS = _set("the of and at for in on de la le du des der die und et e y i del della di do da dos van den")

# Terms in cleanco's tables that are words or initials of companies more often than legal forms.
NOT_LEGAL = _set("psu pse sem sep ses ent etat coop sal teo private unlimited mchj cic cio sia koop ans")
# Forms that cleanco leaves out or writes in another way; the value is the form's common short name.
LEGAL_SUFFIXES = {
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
    "limited": "ltd",
    "jsc": "jsc",
    "pjsc": "jsc",
    "ojsc": "jsc",
    "cjsc": "jsc",
    "pty": "pty",
    "pvt": "pvt",
    "privatelimited": "pvt",
    "pvtltd": "pvt",
    "ptyltd": "pty",
    "spzoo": "spzoo",
    "sprl": "sprl",
    "aktiengesellschaft": "ag",
    "kabushikikaisha": "kk",
    "colimited": "ltd",
    "coltd": "ltd",
}
# Two-letter forms common enough to take off the end (ISO 20275, the ELF code list).
SHORT_LEGAL = _set("ab ag as bv co kg kk nv oy sa se sl ug ou")
# Forms that stand in front of the name (Russia, Ukraine, Indonesia).
LEGAL_PREFIXES = _set("ooo oao zao pao pt tov")
# Legal forms written without a space before or behind the name, longest first (Chinese, Japanese, Korean).
NATIVE_FORMS = (
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    "株式会社",
    "合同会社",
    "有限会社",
    "주식회사",
    "集团",
    "集團",
    "公司",
)


def _pairs(rows: str) -> dict[str, str]:
    """From "de gmbh ag | fi oy" to each later word's first one."""
    groups = [row.split() for row in rows.replace("\n", "|").split("|")]
    return {word: group[0] for group in groups if group for word in group[1:]}


# The one country a legal form belongs to first of all (ISO 20275, the ELF code list).
LEGAL_COUNTRIES = _pairs(
    """
    de gmbh ag kg ug | se ab | dk as aps | fi oy oyj | nl bv nv | fr sas sarl | it srl spa | pl spzoo | jp kk | uk plc
    au pty | in pvt | ru jsc ooo oao pao zao | cz sro | hu kft | hr doo | br ltda | no asa | es sl | pt lda | lt uab
    ee ou | be sprl
    """
)

# Words that make the whole name a place of higher education, in the languages where one word decides.
SCHOOLS = _set(
    """
    university universities univ college polytechnic suny cuny universite universitat universitaet universiteit
    universidad universidade universita universitet universitetet universiteti uniwersytet univerzita univerzitet
    politecnico politecnica politechnika hochschule fachhochschule daigaku daehakgyo daxue yliopisto egyetem
    """
)
# What follows a university's name where grants and purchases are administered.
ADMINISTRATION = _set(
    """
    research foundation corporation corp center centre for service services main campus system office sponsored
    programs and of inc projects
    """
)
# What stands before "of" in the name of a local government.
COUNCIL_HEADS = frozenset(
    (
        "borough",
        "city",
        "corporation",
        "county",
        "district council",
        "london borough",
        "municipality",
        "royal borough",
        "rural city",
        "shire",
        "town",
        "township",
        "village",
    )
)
# What a local government's name has beside its place.
COUNCIL_WORDS = _set(
    "council city shire regional district town rural municipality borough county village royal london of the and"
)

# Words that say what a company does or that it is a company; often absent from its domain. A hand-made list of
# ordinary words: what dropping each of them is worth is fitted, not stated here.
GENERIC = _set(
    """
    group holdings holding technologies technology tech systems system networks network communications communication
    software labs lab laboratories laboratory solutions services service consulting international global worldwide
    semiconductors semiconductor electronics media digital data cloud computing corporation security research
    telecom telecommunications mobile wireless online web interactive industries industry enterprises enterprise
    partners ventures capital financial bank insurance health healthcare medical pharma pharmaceuticals energy
    studios studio games design engineering instruments devices micro brands foods motors airlines hotels
    logistics institute institution foundation association society center centre council agency team marketing
    consultants information platforms platform storage analytics robotics graphics products materials sciences
    science bio biotech life
    """
)
# Ordinary words that may tell something of the suffix; which of them do is fitted.
TELLING = (
    GENERIC
    | SCHOOLS
    | COUNCIL_WORDS
    | _set(
        """
        national federal state central northern southern eastern western public internet department ministry bureau
        office authority academy school consortium museum library hospital clinic trust fund church observatory
        computer community medicine graduate applied polytechnic technical american royal regional garden
        """
    )
) - STOP_WORDS

# Countries and their adjectives, with cities that companies put in their names, to country-code top-level domains
# (IANA's list); one word each.
COUNTRIES = _pairs(
    """
    at austria austrian osterreich | au australia australian | be belgium belgian | br brazil brasil brazilian
    ca canada canadian | ch switzerland swiss schweiz | cl chile | cn china chinese prc shanghai beijing shenzhen
    co colombia | cz czech | de germany german deutsche deutscher deutsches deutschland | dk denmark danish danmark
    ee estonia estonian | es spain spanish espana espanola | eu europe european | fi finland finnish suomen
    fr france french francaise | gr greece hellas hellenic | hk hongkong | hr croatia croatian
    hu hungary hungarian magyar | id indonesia | ie ireland irish | il israel israeli | in india indian | ir iran
    is iceland | it italy italia italian italiana | jp japan japanese nippon tokyo | kr korea korean | lt lithuania
    lu luxembourg | lv latvia | mx mexico mexicana | my malaysia | ng nigeria | nl netherlands dutch nederland
    nz zealand | no norway norwegian norges norsk | pe peru | ph philippines philippine | pk pakistan
    pl poland polish polska polski | pt portugal portuguesa | ro romania romanian | rs serbia | ru russia russian
    sa saudi | se sweden swedish svenska | sg singapore | si slovenia | sk slovakia | th thailand
    tr turkey turkiye turkish | tw taiwan | ua ukraine | uk uk britain british kingdom london | us us america usa
    vn vietnam | za africa
    """
)

# Two-letter postal codes (United States Postal Service, Publication 28, appendix B) and the older abbreviations
# (US Government Publishing Office, Style Manual, 2016, 9.47), letters only; both in the public domain.
_STATES = """
alabama al ala|alaska ak alaska|arizona az ariz|arkansas ar ark|california ca calif|colorado co colo
connecticut ct conn|delaware de del|florida fl fla|georgia ga ga|hawaii hi hawaii|idaho id idaho|illinois il ill
indiana in ind|iowa ia iowa|kansas ks kans|kentucky ky ky|louisiana la la|maine me maine|maryland md md
massachusetts ma mass|michigan mi mich|minnesota mn minn|mississippi ms miss|missouri mo mo|montana mt mont
nebraska ne nebr|nevada nv nev|new-hampshire nh nh|new-jersey nj nj|new-mexico nm nmex|new-york ny ny
north-carolina nc nc|north-dakota nd ndak|ohio oh ohio|oklahoma ok okla|oregon or oreg|pennsylvania pa penn
puerto-rico pr pr|rhode-island ri ri|south-carolina sc sc|south-dakota sd sdak|tennessee tn tenn|texas tx tex
utah ut utah|vermont vt vt|virginia va va|washington wa wash|west-virginia wv wva|wisconsin wi wis|wyoming wy wyo
"""
STATES: dict[tuple[str, ...], tuple[str, str]] = {
    tuple(state.split("-")): (code, short)
    for state, code, short in (row.split() for row in _STATES.strip().replace("\n", "|").split("|"))
}

# Words commonly written shorter in names and domains (US Postal Service, Publication 28; common use).
SHORTENED = {
    "saint": "st",
    "mount": "mt",
    "fort": "ft",
    "north": "n",
    "south": "s",
    "technology": "tech",
    "technologies": "tech",
    "technological": "tech",
    "polytechnic": "poly",
    "communications": "com",
    "laboratories": "labs",
    "laboratory": "lab",
    "systems": "sys",
    "corporation": "corp",
    "national": "nat",
    "international": "intl",
    "medical": "med",
    "state": "st",
}
