"""Lists of words. Built by `python data/build`; edit `data/institutions/words.toml` instead."""

# ruff: noqa
# fmt: off

__all__ = [
    "ADMINISTRATION",
    "COUNCIL_CUSTOMS",
    "COUNCIL_FORMS",
    "COUNCIL_HEADS",
    "COUNCIL_WORDS",
    "DIRECTIONS",
    "ENGLISH_COUNTIES",
    "SCHOOL_SHORT",
    "SCHOOL_SILENT",
    "SCHOOL_UNSAID",
    "SCHOOL_WORDS",
    "SCHOOLS",
]

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
COUNCIL_HEADS = tuple(map(str.strip, """
borough | city | corporation | county | district council | london borough | municipality | royal borough | rural city |
shire | town | township | village
""".split("|")))

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

# Words of schools' names in the one language they are compared in: a word, and what is written for it.
SCHOOL_WORDS = {key: value for key, value in map(str.split, """
univ university | universidad university | universidade university | universita university | universitaet university |
universitas university | universitat university | universitatea university | universite university |
universiteit university | universitet university | universitetet university | universiteti university |
universitesi university | ueniversitesi university | universiti university | universities university |
uniwersytet university | univerzita university | univerzitet university | univerza university |
universitetas university | universitate university | yliopisto university | ulikool university | uelikool university |
sveuciliste university | haskoli university | tudomanyegyetem university | egyetem university |
panepistimio university | panepistimo university | daxue university | daigaku university | daehagyo university |
technische technical | technischen technical | technological technical | technology technical | technique technical |
techniques technical | technika technical | tekniska technical | tekniske technical | teknisk technical |
teknik technical | tecnica technical | tecnico technical | tehnica technical | technicka technical |
technicke technical | technicky technical | techniczna technical | tehnicka technical | teknologi technical |
tecnologia technical | tecnologico technical | tecnologica technical | technologie technical | technologii technical |
technologia technical | teknillinen technical | technisch technical | politecnico polytechnic |
politecnica polytechnic | politechnika polytechnic | polytechnique polytechnic | polytechnische polytechnic |
politehnica polytechnic | politecnic polytechnic | polytechnical polytechnic | institut institute |
instituto institute | istituto institute | instytut institute | institutt institute | instituut institute |
colegio college | colegiu college | kolleg college | akademia academy | akademie academy | akademija academy |
academie academy | academia academy | accademia academy | akademi academy | akademiet academy | catholique catholic |
catolica catholic | katholieke catholic | katholische catholic | cattolica catholic | katolicki catholic |
katolicka catholic | nacional national | nationale national | nazionale national | autonoma autonomous | freie free |
freien free | libre free | libera free | vrije free | estatal state | estadual state | statale state |
gosudarstvennyj state | gosudarstvennyy state | stanowa state | angewandte applied | angewandten applied |
wissenschaften sciences | eidgenossische federal | eidgenossisch federal | medizinische medical | medyczny medical |
medicale medical | medica medical | medicinos medical | pontificia pontifical | muenchen munich | munchen munich |
koln cologne | koeln cologne | wien vienna | zuerich zurich | geneve geneva | genf geneva | berne bern | bale basel |
roma rome | milano milan | torino turin | napoli naples | firenze florence | padova padua | venezia venice |
genova genoa | lisboa lisbon | sevilla seville | praha prague | praze prague | brne brno | warszawa warsaw |
warszawski warsaw | warszawska warsaw | krakowie krakow | krakowski krakow | krakowska krakow | cracow krakow |
wroclawski wroclaw | wroclawska wroclaw | gdanski gdansk | gdanska gdansk | lodzki lodz | lodzka lodz |
poznanski poznan | poznanska poznan | poznaniu poznan | jagiellonski jagiellonian | karlova charles | karlovy charles |
masarykova masaryk | komenskeho comenius | bruxelles brussels | brussel brussels | gent ghent | gand ghent |
antwerpen antwerp | kobenhavns copenhagen | kobenhavn copenhagen | koebenhavns copenhagen | danmarks denmark |
arhus aarhus | lunds lund | goteborgs gothenburg | goteborg gothenburg | goeteborgs gothenburg | stockholms stockholm |
helsingin helsinki | helsingfors helsinki | turun turku | tampereen tampere | oulun oulu | jyvaskylan jyvaskyla |
islands iceland | ljubljani ljubljana | zagrebu zagreb | beogradu belgrade | beograd belgrade | bucuresti bucharest |
athinon athens | athinwn athens | moskovskij moscow | moskovskiy moscow | moskva moscow | peterburgskij petersburg |
hanover hannover | nurnberg nuremberg | nuernberg nuremberg | braunschweig brunswick | californie california |
strassburg strasbourg | dongjing tokyo
""".split("|"))}

# What people write for the first words of a school's name, before a place: TU Berlin.
SCHOOL_SHORT = {key: tuple(values) for key, *values in map(str.split, """
tu technical university | th technical hochschule | fu free university | uc university california |
ut university texas | unc university north carolina | iit indian institute technical |
nit national institute technical | iiit indian institute information technical | iim indian institute management |
fh hochschule applied sciences | hs hochschule | ph padagogische hochschule | uni university | univ university |
lmu ludwig maximilians university | hu humboldt university | wu wirtschafts university | ku ku | rwth rwth | eth eth |
uw university wisconsin
""".split("|"))}

# What the names of towns, regions and schools begin or end with, and the custom that their domains follow
# (COUNCIL_CUSTOMS).
COUNCIL_FORMS = {key: value for key, value in map(str.split, """
stadt de/stadt | stadtverwaltung de/stadt | hansestadt de/stadt | universitaetsstadt de/stadt |
universitatsstadt de/stadt | kreisstadt de/stadt | landeshauptstadt de/hauptstadt | freie-und-hansestadt de/hauptstadt |
freie-hansestadt de/hauptstadt | gemeinde de/gemeinde | gemeindeverwaltung de/gemeinde | marktgemeinde de/gemeinde |
samtgemeinde de/gemeinde | landkreis de/landkreis | lk de/landkreis | kreis de/kreis | kreisverwaltung de/kreis |
gemeente nl/gemeente | provincie nl/gemeente | ville-de fr/ville | ville-d fr/ville | mairie-de fr/mairie |
mairie-d fr/mairie | commune-de fr/mairie | comune-di it/comune | comune-de it/comune | citta-di it/comune |
provincia-di it/provincia | regione it/regione | ayuntamiento-de es/ayuntamiento |
excmo-ayuntamiento-de es/ayuntamiento | ajuntament-de es/ajuntament | concello-de es/concello |
camara-municipal-de pt/camara | camara-municipal-do pt/camara | camara-municipal-da pt/camara | municipio-de pt/camara |
prefeitura-de br/prefeitura | prefeitura-municipal-de br/prefeitura | prefeitura-do br/prefeitura |
prefeitura-da br/prefeitura | urzad-miasta pl/urzad | urzad-miejski pl/urzad | urzad-miejski-w pl/urzad |
gmina pl/urzad | urzad-gminy pl/urzad | mesto cz/mesto | magistrat-mesta cz/mesto | statutarni-mesto cz/mesto |
mestsky-urad cz/mesto | obec cz/mesto | primaria ro/primaria | primaria-municipiului ro/primaria |
london-borough-of uk/borough | borough-of uk/borough | metropolitan-borough-of uk/borough |
royal-borough-of uk/borough | city-of-london uk/borough | county-of us/county | universitaet de/universitaet |
universitat de/universitaet | uni de/universitaet | technische-universitaet de/tu | technische-universitat de/tu |
tu de/tu | technische-hochschule de/tu | hochschule de/hochschule | fachhochschule de/fh | fh de/fh |
universite-de fr/universite | universite fr/universite | universite-d fr/universite | city-of /city |
city-and-county-of /city | town-of /town | municipality-of /town | village-of /town | township-of /town |
shire-of au/shire | rural-city-of au/shire | -kommune no/kommune | -stad se/stad | -kommun se/stad |
-kaupunki fi/kaupunki | -kunta fi/kaupunki | -linnavalitsus ee/linn | -vallavalitsus ee/linn | -belediyesi tr/belediye |
-buyuksehir-belediyesi tr/belediye | -borough-council uk/borough | -metropolitan-borough-council uk/borough |
-county-borough-council uk/borough | -metropolitan-district-council uk/borough | -county-council /countycouncil |
-city-council /citycouncil | -district-council /district | -county us/county | -county-government us/county |
-shire-council au/shire | -regional-council au/shire
""".split("|"))}

# Domains of towns, regions and schools by the form of their name: {p} is the place; of a hundred, so many have this
# one.
COUNCIL_CUSTOMS = {key: tuple(values) for key, *values in map(str.split, """
de/stadt {p}.de=50 stadt-{p}.de=25 stadt.{p}.de=5 | de/hauptstadt {p}.de=85 | de/gemeinde {p}.de=40 gemeinde-{p}.de=25 |
de/landkreis landkreis-{p}.de=35 lk-{p}.de=10 kreis-{p}.de=10 lra-{p}.de=5 | de/universitaet uni-{p}.de=60 |
de/tu tu-{p}.de=65 th-{p}.de=5 | de/hochschule hs-{p}.de=30 hochschule-{p}.de=5 th-{p}.de=5 | de/fh fh-{p}.de=60 |
fr/universite univ-{p}.fr=35 u-{p}.fr=10 | de/kreis kreis-{p}.de=60 {p}.de=10 | nl/gemeente {p}.nl=85 |
fr/ville ville-{p}.fr=35 {p}.fr=30 mairie-{p}.fr=10 | fr/mairie mairie-{p}.fr=35 {p}.fr=20 ville-{p}.fr=20 |
it/comune comune.{p}.it=75 | it/provincia provincia.{p}.it=70 | it/regione regione.{p}.it=85 |
es/ayuntamiento {p}.es=40 ayto-{p}.es=15 ayto{p}.es=5 | es/ajuntament {p}.cat=55 ajuntament{p}.cat=5 |
es/concello {p}.gal=60 | pt/camara cm-{p}.pt=80 |
br/prefeitura prefeitura.{p}.br=5 {p}.sp.gov.br=20 {p}.rs.gov.br=8 {p}.mg.gov.br=8 {p}.rj.gov.br=8 |
pl/urzad um.{p}.pl=40 {p}.eu=10 {p}.pl=15 um{p}.pl=3 | cz/mesto {p}.cz=50 mesto-{p}.cz=10 |
ro/primaria primaria{p}.ro=40 primaria-{p}.ro=10 | no/kommune {p}.kommune.no=60 {p}.dk=25 | dk/kommune {p}.dk=85 |
se/stad {p}.se=85 | fi/kaupunki {p}.fi=80 | ee/linn {p}.ee=60 | tr/belediye {p}.bel.tr=80 | uk/borough {p}.gov.uk=85 |
uk/countycouncil {p}.gov.uk=85 | uk/citycouncil {p}.gov.uk=80 | uk/district {p}.gov.uk=75 | uk/city {p}.gov.uk=60 |
uk/town {p}.gov.uk=40 | ie/countycouncil {p}coco.ie=60 {p}.ie=20 | ie/citycouncil {p}city.ie=60 {p}.ie=20 |
nz/citycouncil {p}.govt.nz=25 {i}cc.govt.nz=25 {p}city.govt.nz=5 |
nz/district {p}dc.govt.nz=40 {i}dc.govt.nz=20 {p}.govt.nz=10 |
us/city {p}.gov=15 cityof{p}.org=12 cityof{p}.com=8 cityof{p}.gov=8 cityof{p}.net=4 ci.{p}.us=2 |
us/town {p}.gov=10 townof{p}.org=10 townof{p}.com=8 |
us/county {p}county.gov=15 {p}county.org=5 {p}countygov.com=3 co.{p}.us=3 | ca/city {p}.ca=75 | ca/town {p}.ca=70 |
za/city {p}.gov.za=60
""".split("|"))}

# Counties and boroughs of the United Kingdom and Ireland that are no towns, or share their name with towns elsewhere.
ENGLISH_COUNTIES = {key: value for key, value in map(str.split, """
kent uk | surrey uk | essex uk | norfolk uk | suffolk uk | devon uk | cornwall uk | dorset uk | somerset uk |
cumbria uk | durham uk | northumberland uk | rutland uk | sussex uk | eastsussex uk | westsussex uk | isleofwight uk |
highland uk | moray uk | fife uk | angus uk | conwy uk | gwynedd uk | powys uk | rhondda uk | barnet uk | bexley uk |
brent uk | bromley uk | camden uk | croydon uk | ealing uk | enfield uk | greenwich uk | hackney uk | haringey uk |
harrow uk | havering uk | hillingdon uk | hounslow uk | islington uk | lambeth uk | lewisham uk | merton uk |
newham uk | redbridge uk | southwark uk | sutton uk | walthamforest uk | wandsworth uk | westminster uk |
barkinganddagenham uk | barkingdagenham uk | hammersmithandfulham uk | kensingtonandchelsea uk | richmonduponthames uk |
towerhamlets uk | kirklees uk | calderdale uk | wirral uk | sefton uk | knowsley uk | tameside uk | trafford uk |
sandwell uk | northtyneside uk | southtyneside uk | medway uk | torbay uk | carlow ie | cavan ie | clare ie | cork ie |
donegal ie | galway ie | kerry ie | kildare ie | kilkenny ie | laois ie | leitrim ie | limerick ie | longford ie |
louth ie | mayo ie | meath ie | monaghan ie | offaly ie | roscommon ie | sligo ie | tipperary ie | waterford ie |
westmeath ie | wexford ie | wicklow ie | fingal ie | southdublin ie | dublin ie
""".split("|"))}
