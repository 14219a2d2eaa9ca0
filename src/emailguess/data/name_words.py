"""Lists of words. Built by `python data/build`; edit the files in `data/names` instead."""

# ruff: noqa
# fmt: off

__all__ = [
    "ARTICLES",
    "AZERBAIJANI",
    "BENGALI",
    "CHILD",
    "COMMONEST",
    "DEGREES",
    "EASTERN",
    "FAMILY_FIRST_COUNTRIES",
    "FILIAL",
    "GENERATIONS",
    "HONORIFIC_TAILS",
    "INITIALS_FIRST_COUNTRIES",
    "JOBS",
    "LEGAL",
    "LEGAL_SCRIPTS",
    "LEGAL_SHOUTED",
    "NAMES_MORE_OFTEN",
    "PARTICLES",
    "PARTICLES_CAPITAL_TOO",
    "PARTICLES_LOWER",
    "PARTICLES_SINGLE",
    "PLACEHOLDERS",
    "PLACEHOLDERS_TOO",
    "TITLES",
    "TITLES_BEHIND",
    "VIETNAMESE",
]

# Which of several people of one name it is.
GENERATIONS = frozenset("""
2nd 3rd 4th filho fils ii iii iv jr junior júnior neto père senior sr
""".split())

# Degrees, memberships and honours; one or two letters count only in capitals or with a dot (Yo-Yo Ma holds none).
DEGREES = frozenset("""
ac aca acca am ao artd ba bcom bcs beng bs bsc btech cbe ccie ceng cfa cissp cpa csc csm dba dc dds dip dipling do
dphil drsc dvm edd emba esq esquire facs fca fcca frcs frs ing jd kbe kc lcsw llb llm lpc ma mba mbbs mbe mcom mcs md
meng mep mfa mkom mla mlis mm mp mpa mpd mph mphil mrcp ms msc msw mt mtech nat oam obe pe peng ph phd phr pmp qc rcdd
rer ret retd rn scp se shrm-cp shrm-scp shum skom spd sphr ssos st usa usaf usmc usn
""".split())

# What people write behind a name instead of an employer.
JOBS = frozenset("""
analyst architect assistant associate ceo cfo chair chairman chairwoman chro cio cmo co-founder cofounder consultant
coo coordinator cto developer directeur director directora directrice engineer engineering evp founder gerente
geschäftsführer head hr lead leiter leiterin manager marketing officer partner president recruiter sales secretary
specialist svp treasurer vp
""".split())

# Forms that are nobody's surname; a company's name ends in one.
LEGAL = frozenset("""
aps bvba corp corporation doo gmbh inc incorporated kft kgaa limited llc llp ltd ltda nyrt oao ohg ood oyj plc sarl
sprl spzoo srl sro zao zrt
""".split())

# Surnames too (Chinese Ag is not, but Sa, As and Co are): legal forms only in capitals behind a mixed-case word.
LEGAL_SHOUTED = frozenset("""
AB AG BV KG KK NV OY UG
""".split())

# Forms in other scripts.
LEGAL_SCRIPTS = (
    '株式会社',
    '有限会社',
    '有限公司',
    '주식회사',
    'ооо',
    'зао',
    'оао',
    'пао',
)

# Small words in front of a family name.
PARTICLES = frozenset("""
't ab abu af ait al ap av aït ben bin bint binti bte d da das de degli dei del dela della delle dello den der di do
dos du e el ferch i ibn la las le les lo los mac mc nic ní ould st ten ter tot ul und uí van vande vander vd vom von
wa y zu zum zur ó
""".split())

# Of those, what is a particle in lower case only.
PARTICLES_LOWER = frozenset("""
ab ait al ap ben d da di do du e el i la le lo los mac st ten ter ul und wa y
""".split())

# Of those, what is a particle in capitals too (Le Goff, Di Stefano, Al Khatib), save beside a Vietnamese surname.
PARTICLES_CAPITAL_TOO = frozenset("""
ait al da di du el la le lo los mac
""".split())

# Of those, what is one letter, and an initial in capitals.
PARTICLES_SINGLE = frozenset("""
d e i y
""".split())

# The Arabic article.
ARTICLES = frozenset("""
al el
""".split())

# Son or daughter of.
FILIAL = frozenset("""
bin bint binti bte ibn
""".split())

# Son or daughter of, behind the father's name.
CHILD = frozenset("""
gizi kyzy oghlu oglu ogly oğlu qizi qızı ulu uly uulu қызы ұлы
""".split())

# Of those, what shows that a name is Azerbaijani.
AZERBAIJANI = frozenset("""
oğlu qizi qızı
""".split())

# Words that name nobody.
PLACEHOLDERS = frozenset("""
abc account admin administrator angabe anon anonymous applicable asd asdf asdfgh available bar baz blank confidential
contact customer deleted department dept desconocido dummy empty example first firstname foo fullname guest helpdesk
hr inconnu info keine known last lastname marketing na name nan nil no none noreply not null office postmaster private
provided qwe qwerty qwertz reception root sales sample sconosciuto service services specified staff support surname
tba tbc tbd team test tester testing unbekannt undefined unknown user username void webmaster xyz zxcv
""".split())

# Of those, what people are also called.
PLACEHOLDERS_TOO = frozenset("""
bar baz first guest last na nan nil no private root sales
""".split())

# Vietnamese surnames.
VIETNAMESE = frozenset("""
bui cao dang dinh do doan duong ho hoang huynh le luong luu ly mai ngo nguyen pham phan phung ta thai tran trinh
truong vo vu
""".split())

# Other surnames that stand first. No short word that is a usual given name elsewhere (An, Do, Jo); Kim and Lee stay,
# since they are surnames far more often here.
EASTERN = frozenset("""
abe ahn ang bae baek bai balogh biro cai cao cha chae chan chang chen cheng cheung chiang chiu cho choi chou chow chua
chung cui dai deng ding dong du duan fan fang farkas feher fekete feng fodor fu fujita fung gal gao goh goto gu guo
han hasegawa hashimoto hayashi he heo ho hong horvath hou hsieh hsu hu huang hui hwang ikeda inoue ishii ishikawa ito
jang jeon jeong jia jiang jin joo juhasz jung kang kato kim kimura kis kiss kobayashi kocsis koh kondo kong koo kovacs
kuo kwak kwan kwok kwon kwong lakatos lam lau lee leung li liang liao lim lin liu luo maeda mak mao matsumoto meng
meszaros min molnar moon mori murakami nagy nakajima nakamura nam nemeth neo ng noh ogawa oh okada olah ong pan papp
park peng pinter poon qian qin qiu racz ryu saito sasaki sato seo shao shen shi shim shimizu shin sim son song su suh
sun sung suzuki szabo szalai szeto szilagyi szucs takacs takahashi tan tanaka tang tao teo tian toh torok toth tsai
tsang tsao tse tseng um varga wan wang watanabe wei wong woo wu xia xiao xie xiong xu xue yamada yamaguchi yamamoto
yamashita yamazaki yan yang yao ye yeo yeung yip yoo yoon yoshida yuan yun zeng zhang zhao zheng zhong zhou zhu zou
""".split())

# Of those, what is hardly ever a syllable of a given name.
COMMONEST = frozenset("""
chan chang chen cheung cho choi chow chua chung goh horvath huang jang jung kang kim kovacs lam lau lee li lim liu
nagy ng park sato suzuki szabo tan tanaka toth tsai wang wong yang yoon zhang zhao zhou
""".split())

# Bengali surnames of one or two syllables that are no given names; lists print them first.
BENGALI = frozenset("""
banerjee basu bose chakraborty chatterjee dutta ganguly ghosh mitra mukherjee sen
""".split())

# Where a name written in the country's own way has the family name first (ISO 3166).
FAMILY_FIRST_COUNTRIES = frozenset("""
CN HK HU JP KH KP KR MO SG TW VN
""".split())

# Where an initial in front stands for the father's name (ISO 3166).
INITIALS_FIRST_COUNTRIES = frozenset("""
IN LK MY SG
""".split())

# Before a name, in the languages sourcers meet.
TITLES = frozenset("""
adm admiral adv advocate ald alderman alhaja alhaji arch arq assemblyman assemblymember assemblywoman attorney atty av
avv baroness bc bishop brig brigadier brother capt captain chief cik cllr cmdr col commander councillor councilman
councilwoman dame datin dato datuk daw delegate dep deputy dhr dip dipl diplinf dipling diplkfm diplom diplomingenieur
diputada diputado doc dott dottoressa dottssa doz doç doña dr dra dring drs drsc dña encik eng engenheira engenheiro
engr er excellency exmo fr frau gen geom gospodin gospodja gospođa hab habil haji hajjah hajji hc her herr herrn his
hon honorable honourable imam ing inz inż inżynier ir judr jur khun ko kum kumari kyria kyrios lady lic licda lord lt
madame mademoiselle mag maj major maître me med meneer mep mevr mevrouw mgr mgra miss mla mlle mme monsieur monsignor
mp mr mrs ms ms. msgr mudr mvdr mx nat oec onorevole paeddr pan pandit pani pastor pharmdr phdr phil priv prof
professor puan rabbi rag rep representative rer rev reverend right rndr rt sayyid sayın sen senador senadora senator
senhor senhora sergeant señor señora señorita sgt shaikh sheikh shri sig signor signora signorina sigra sir sister smt
sn sr sra sri srta ssa sushri tan-sri thdr the tuan tun univ ustad αρχ δρ κα κος г-жа г-н д-р проф
""".split())

# Of the titles, what is a name even before two more words (Bengali Sen, Phil): a title only with its dot.
NAMES_MORE_OFTEN = frozenset("""
col doc er gen ko kum med nat pan phil rag sen
""".split())

# Behind a name in scripts without spaces: with a hyphen, with a space or glued.
TITLES_BEHIND = (
    '先生',
    '女士',
    '小姐',
    'さん',
    '様',
    '씨',
    '님',
)

# Behind a name in Latin letters, with a hyphen or a space.
HONORIFIC_TAILS = frozenset("""
bey efendi hanim hanım ji sama san sensei
""".split())
