"""Lists of words. Built by `python data/build`; edit the files in `data/companies` instead."""

# ruff: noqa
# fmt: off

__all__ = [
    "ADMINISTRATION",
    "COUNCIL_HEADS",
    "COUNCIL_WORDS",
    "COUNTRIES",
    "DIRECTIONS",
    "GENERIC",
    "LEGAL_COUNTRIES",
    "LEGAL_PREFIXES",
    "LEGAL_SUFFIXES",
    "NATIVE_FORMS",
    "NO_COMPANY",
    "NO_COMPANY_CERTAIN",
    "NOT_LEGAL",
    "REGISTRY_SUFFIXES",
    "SCHOOL_SILENT",
    "SCHOOL_UNSAID",
    "SCHOOLS",
    "SHORT_LEGAL",
    "SHORTENED",
    "STATES",
    "STOP_WORDS",
    "TELLING_BESIDES",
]

# Terms in cleanco's tables that are words or initials of companies more often than legal forms.
NOT_LEGAL = frozenset("""
ans cic cio coop ent etat koop mchj private pse psu sal sem sep ses sia teo unlimited
""".split())

# Forms that cleanco leaves out or writes in another way -> the form's common short name.
LEGAL_SUFFIXES = {key: value for key, value in map(str.split, """
incorporated inc | corporation corp | company co | limited ltd | jsc jsc | pjsc jsc | ojsc jsc | cjsc jsc | pty pty |
pvt pvt | privatelimited pvt | pvtltd pvt | ptyltd pty | spzoo spzoo | sprl sprl | aktiengesellschaft ag |
kabushikikaisha kk | colimited ltd | limitedliabilitycompany llc | spolkazoo spzoo |
spolkazograniczonaodpowiedzialnoscia spzoo | spolkaakcyjna spolka | spolkakomandytowa spolka | spzooosk spzoo |
spzoospk spzoo | spk spolka | sderldecv sderl | sderl sderl | sadecv sadecv | sapidecv sadecv | sabdecv sadecv |
haftungsbeschrankt ug | haftungsbeschraenkt ug | ggmbh gmbh | gmbhcokg kg | spolsro sro | ltdsti ltdsti |
sdnbhd sdnbhd | pteltd pteltd | tbk pt | asa asa | zrt kft | nyrt kft | lda lda | coltd ltd
""".split("|"))}

# Two-letter forms common enough to take off the end.
SHORT_LEGAL = frozenset("""
ab ag as bv co kg kk nv ou oy sa se sl ug
""".split())

# Forms that stand in front of the name.
LEGAL_PREFIXES = frozenset("""
ao cv eurl gmbh inc llc ltd oao ooo ou pao pt sarl sas sia societe spzoo stichting tov uab vereniging zao
""".split())

# Legal forms written without a space before or behind the name, longest first.
NATIVE_FORMS = (
    '股份有限公司',
    '有限责任公司',
    '有限責任公司',
    '有限公司',
    '株式会社',
    '合同会社',
    '有限会社',
    '주식회사',
    '集团',
    '集團',
    '公司',
)

# Form -> the one country it belongs to first of all, as a country-code top-level domain. A country and its forms to a
# line.
LEGAL_COUNTRIES = {key: value for key, value in map(str.split, """
gmbh de | ag de | kg de | ug de | ab se | as dk | aps dk | oy fi | oyj fi | bv nl | nv nl | sas fr | sarl fr | srl it |
spa it | spzoo pl | spolka pl | kk jp | plc uk | pty au | pteltd sg | sdnbhd my | sadecv mx | sderl mx | sapidecv mx |
ltdsti tr | pvt in | jsc ru | ooo ru | oao ru | pao ru | zao ru | sro cz | kft hu | doo hr | ltda br | asa no | pt id |
sl es | lda pt | uab lt | sia lv | ou ee | sprl be
""".split("|"))}

# A country's top-level domain -> the second-level label that its companies mostly register below, and their share in
# percent.
REGISTRY_SUFFIXES = {key: value for key, value in map(str.split, """
uk co-80 | au com-93 | za co-95 | br com-95 | kr co-80 | tr com-93 | mx com-85 | nz co-85 | jp co-85 | id co-80 |
th co-85 | il co-93 | sg com-70 | my com-80 | ph com-75 | tw com-80 | hk com-75 | ar com-90 | co com-70 | pe com-75 |
ke co-85 | ua com-60 | cn com-40 | in co-35 | ec com-85 | uy com-80 | ve com-80 | eg com-75 | sa com-70 | pk com-60 |
ng com-70 | tz co-80 | ug co-75 | vn com-60 | cy com-80 | mt com-80
""".split("|"))}

# Words that make the whole name a place of higher education, in the languages where one word decides.
SCHOOLS = frozenset("""
college cuny daehakgyo daigaku daxue egyetem fachhochschule hochschule politechnika politecnica politecnico
polytechnic suny univ universidad universidade universita universitaet universitat universite universiteit universitet
universitetet universiteti universities university univerzita univerzitet uniwersytet yliopisto
""".split())

# What follows a university's name where grants and purchases are administered.
ADMINISTRATION = frozenset("""
and campus center centre corp corporation for foundation inc main of office programs projects research service
services sponsored system
""".split())

# What stands before "of" in the name of a local government.
COUNCIL_HEADS = (
    'borough',
    'city',
    'corporation',
    'county',
    'district council',
    'london borough',
    'municipality',
    'royal borough',
    'rural city',
    'shire',
    'town',
    'township',
    'village',
)

# What a local government's name has beside its place.
COUNCIL_WORDS = frozenset("""
and borough city council county district london municipality of regional royal rural shire the town village
""".split())

# Words of a school's name that no abbreviation shows.
SCHOOL_SILENT = frozenset("""
an and at d de di et for in la of the und y
""".split())

# Words of a place that a school's domain often leaves unsaid.
SCHOOL_UNSAID = frozenset("""
catholic christian college community institute medical polytechnic state tech technical
""".split())

# Written as one word, abbreviated as two.
DIRECTIONS = {key: tuple(values) for key, *values in map(str.split, """
northeastern north eastern | northwestern north western | southeastern south eastern | southwestern south western
""".split("|"))}

# Countries and their adjectives, with cities that companies put in their names -> country-code top-level domain. A
# domain and its words to a line.
COUNTRIES = {key: value for key, value in map(str.split, """
austria at | austrian at | osterreich at | australia au | australian au | belgium be | belgian be | brazil br |
brasil br | brazilian br | canada ca | canadian ca | switzerland ch | swiss ch | schweiz ch | chile cl | china cn |
chinese cn | prc cn | shanghai cn | beijing cn | shenzhen cn | colombia co | czech cz | germany de | german de |
deutsche de | deutscher de | deutsches de | deutschland de | denmark dk | danish dk | danmark dk | estonia ee |
estonian ee | spain es | spanish es | espana es | espanola es | europe eu | european eu | finland fi | finnish fi |
suomen fi | france fr | french fr | francaise fr | greece gr | hellas gr | hellenic gr | hongkong hk | croatia hr |
croatian hr | hungary hu | hungarian hu | magyar hu | indonesia id | ireland ie | irish ie | israel il | israeli il |
india in | indian in | iran ir | iceland is | italy it | italia it | italian it | italiana it | japan jp | japanese jp |
nippon jp | tokyo jp | korea kr | korean kr | lithuania lt | luxembourg lu | latvia lv | mexico mx | mexicana mx |
malaysia my | nigeria ng | netherlands nl | dutch nl | nederland nl | zealand nz | norway no | norwegian no |
norges no | norsk no | peru pe | philippines ph | philippine ph | pakistan pk | poland pl | polish pl | polska pl |
polski pl | portugal pt | portuguesa pt | romania ro | romanian ro | serbia rs | russia ru | russian ru | saudi sa |
sweden se | swedish se | svenska se | singapore sg | slovenia si | slovakia sk | thailand th | turkey tr | turkiye tr |
turkish tr | taiwan tw | ukraine ua | uk uk | britain uk | british uk | kingdom uk | london uk | us us | america us |
usa us | vietnam vn | africa za
""".split("|"))}

# States of the United States: postal code, older abbreviation, name.
STATES = {key: tuple(values) for key, *values in map(str.split, """
alabama al ala | alaska ak alaska | arizona az ariz | arkansas ar ark | california ca calif | colorado co colo |
connecticut ct conn | delaware de del | florida fl fla | georgia ga ga | hawaii hi hawaii | idaho id idaho |
illinois il ill | indiana in ind | iowa ia iowa | kansas ks kans | kentucky ky ky | louisiana la la | maine me maine |
maryland md md | massachusetts ma mass | michigan mi mich | minnesota mn minn | mississippi ms miss | missouri mo mo |
montana mt mont | nebraska ne nebr | nevada nv nev | new-hampshire nh nh | new-jersey nj nj | new-mexico nm nmex |
new-york ny ny | north-carolina nc nc | north-dakota nd ndak | ohio oh ohio | oklahoma ok okla | oregon or oreg |
pennsylvania pa penn | puerto-rico pr pr | rhode-island ri ri | south-carolina sc sc | south-dakota sd sdak |
tennessee tn tenn | texas tx tex | utah ut utah | vermont vt vt | virginia va va | washington wa wash |
west-virginia wv wva | wisconsin wi wis | wyoming wy wyo
""".split("|"))}

# Small words that a domain leaves out.
STOP_WORDS = frozenset("""
and at da de del della den der des di die do dos du e et for i in la le of on the und van y
""".split())

# Words that people write where they have no employer, or do not tell; a text made of nothing else is refused.
NO_COMPANY = frozenset("""
a anonymous applicable arbeitslos autonomo available between break career company confidential consultant contractor
emploi employed employer freelance freelancer freelancing freiberufler freiberuflich homemaker independant independent
independiente iva jobs jubilado libero looking mode my n na name nil none not null open opportunities own partita
pensionist private professionista retired retraite sabbatical samozatrudnienie sans seeking selbstaendig selbstandig
selbststaendig selbststandig self selfemployed start startup stealth student tbd to undisclosed unemployed unknown
various work zzp zzper
""".split())

# Of those, the words of which one at least must be there, for the others may be a name (Open Company).
NO_COMPANY_CERTAIN = frozenset("""
anonymous applicable arbeitslos autonomo break confidential freelance freelancer freelancing freiberufler
freiberuflich homemaker independant independent independiente jubilado looking na name nil none null own private
retired samozatrudnienie seeking selbstaendig selbstandig selbststaendig selbststandig self selfemployed stealth
student tbd undisclosed unemployed unknown various work zzp zzper
""".split())

# Words that say what a company does or that it is a company; often absent from its domain. What dropping each of them
# is worth is fitted, not stated here.
GENERIC = frozenset("""
agency airlines analytics association bank bio biotech brands capital center centre cloud communication communications
computing consultants consulting corporation council data design devices digital electronics energy engineering
enterprise enterprises financial foods foundation games global graphics group health healthcare holding holdings
hotels industries industry information institute institution instruments insurance interactive international lab
laboratories laboratory labs life logistics marketing materials media medical micro mobile motors network networks
online partners pharma pharmaceuticals platform platforms products research robotics science sciences security
semiconductor semiconductors service services society software solutions storage studio studios system systems team
tech technologies technology telecom telecommunications ventures web wireless worldwide
""".split())

# Ordinary words that, beside those above and those of schools and councils, may tell something of the suffix; which
# of them do is fitted.
TELLING_BESIDES = frozenset("""
academy american applied authority bureau central church clinic community computer consortium department eastern
federal fund garden graduate hospital internet library medicine ministry museum national northern observatory office
polytechnic public regional royal school southern state technical trust western
""".split())

# Words commonly written shorter in names and domains -> the short form.
SHORTENED = {key: value for key, value in map(str.split, """
saint st | mount mt | fort ft | north n | south s | technology tech | technologies tech | technological tech |
polytechnic poly | communications com | laboratories labs | laboratory lab | systems sys | corporation corp |
national nat | international intl | medical med | state st
""".split("|"))}
