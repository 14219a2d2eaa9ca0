"""Words around a name: titles, degrees, generations, legal forms, jobs, placeholders.

It is a list of words and reads nothing; what they do to a name is for `written`. All are lower case without dots.
"""

from __future__ import annotations

__all__ = [
    "DEGREES",
    "GENERATIONS",
    "HONORIFIC_TAILS",
    "JOBS",
    "LEGAL",
    "LEGAL_SCRIPTS",
    "LEGAL_SHOUTED",
    "NAMES_MORE_OFTEN",
    "PLACEHOLDERS",
    "PLACEHOLDERS_TOO",
    "TITLES",
    "TITLES_BEHIND",
]

# Before a name, in the languages sourcers meet.
TITLES = frozenset(
    "dr mr mrs ms miss mx prof professor sir dame lord lady baroness rev reverend fr hon honourable honorable rt right "
    "the his her excellency shri smt sri sushri kumari kum er pandit ustad "
    "dipl ing diplom diplomingenieur mag herr herrn frau priv doz univ habil hc dring dipling diplkfm diplinf rer nat "
    "med phil jur oec "
    "mme mlle monsieur madame mademoiselle me maître sig sigra signor signora signorina dott dottssa dottoressa "
    "ssa avv "
    "arch geom rag onorevole "
    "sra srta señor señora señorita doña dña lic licda arq senhor senhora eng engr engenheiro engenheira exmo "
    "doc mgr mgra bc judr mudr rndr phdr mvdr pharmdr thdr paeddr ing inż inz hab dr inżynier pan pani "
    "ir drs dhr mevr mevrouw meneer drsc "
    "senator sen rep representative councillor cllr councilman councilwoman alderman ald mp mep mla delegate "
    "assemblymember assemblyman assemblywoman capt captain col lt gen major maj sgt sergeant adm admiral cmdr "
    "commander "
    "brig brigadier adv advocate atty attorney deputy dep diputado dip diputada senador senadora chief alhaji alhaja "
    "hajji haji hajjah datuk dato datin tan-sri tun puan encik cik tuan khun daw ko sheikh shaikh sayyid imam rabbi "
    "pastor bishop msgr monsignor sister brother sn sayın doç av dra gospodin gospodja gospođa kyrios kyria κος κα δρ "
    "г-н г-жа д-р проф dhr ms. sr αρχ".split()
)
# Of these, what is a name even before two more words (Bengali Sen, Phil): a title only with its dot.
NAMES_MORE_OFTEN = frozenset("sen ko er gen col pan kum phil med nat rag doc".split())
# Behind a name, with a hyphen or a space or glued.
TITLES_BEHIND = ("先生", "女士", "小姐", "さん", "様", "씨", "님")
HONORIFIC_TAILS = frozenset("san sama sensei ji bey hanım hanim efendi".split())

GENERATIONS = frozenset("jr sr ii iii iv 2nd 3rd 4th junior senior filho neto júnior fils père".split())
DEGREES = frozenset(
    "phd ph dphil edd md mba emba msc bsc beng meng ma ba bs ms esq esquire cpa cfa acca aca pmp dds dvm rn llm llb jd "
    "qc kc obe mbe cbe kbe mp mep mla am ao oam ac facs frcs frs csc drsc cissp pe peng ceng csm shrm-cp shrm-scp scp "
    "phr sphr do dc mph mpa mfa mphil msw lcsw dba rer nat bcom mcom btech mtech skom mt st se mm spd mpd mkom "
    "ssos shum "
    "ret retd usn usaf usmc usa mbbs mrcp fca fcca dip ing dipling lpc bcs mcs artd mlis ccie rcdd".split()
)
# One or two letters are a degree only when written in capitals or with a dot: Yo-Yo Ma holds none.

# Legal forms that are nobody's surname; a company's name ends in one. All are terms of cleanco (a test asserts it).
LEGAL = frozenset(
    "gmbh inc ltd llc llp corp corporation plc limited incorporated ohg kgaa sarl srl oyj kft zrt nyrt ltda "
    "sro spzoo doo aps bvba sprl ood zao oao".split()
)
# These are surnames too (Chinese Ag is not, but Sa, As and Co are): legal forms in capitals behind a mixed-case word.
LEGAL_SHOUTED = frozenset("AG AB OY BV NV KG UG KK".split())
LEGAL_SCRIPTS = ("株式会社", "有限会社", "有限公司", "주식회사", "ооо", "зао", "оао", "пао")

JOBS = frozenset(
    "ceo cto cfo coo cio cmo chro vp svp evp president director manager engineer head lead founder cofounder "
    "co-founder "
    "partner consultant recruiter developer architect officer analyst specialist coordinator assistant associate "
    "secretary chairman chair treasurer chairwoman geschäftsführer leiter leiterin directeur directrice directora "
    "gerente sales marketing engineering hr".split()
)

# What forms hold where no name is known; a text made of nothing else is refused. Christopher Null is a person.
PLACEHOLDERS = frozenset(
    "test tester testing user username unknown na none null nil nan undefined void name fullname firstname lastname "
    "surname first last example sample dummy foo bar baz admin administrator root guest anonymous anon support sales "
    "info office team department dept staff customer service services helpdesk reception marketing noreply no not "
    "available applicable provided specified known tbd tba tbc asdf asd asdfgh qwerty qwertz qwe zxcv xyz abc "
    "blank empty "
    "deleted account contact webmaster postmaster hr private confidential unbekannt inconnu desconocido sconosciuto "
    "keine angabe".split()
)
# Of these, what people are also called.
PLACEHOLDERS_TOO = frozenset("na no nan nil bar baz first last guest sales root private".split())
