"""Lists of words. Built by `python data/build`; edit the files in `data/names` instead."""

# ruff: noqa
# fmt: off

__all__ = [
    "ABBREVIATED_NAMES",
    "ARTICLES",
    "AZERBAIJANI",
    "BENGALI",
    "CHILD",
    "CLOSINGS",
    "COMMONEST",
    "COMPOUND_HEADS",
    "CREDENTIAL_TAILS",
    "DECLINED",
    "DECLINED_WITH",
    "DECLINING",
    "DEGREES",
    "DEGREES_IN_FRONT",
    "EASTERN",
    "FAMILY_FIELDS",
    "FAMILY_FIRST_COUNTRIES",
    "FILIAL",
    "GENERATIONS",
    "GIVEN_FIELDS",
    "GIVEN_TITLES",
    "HONORIFIC_TAILS",
    "HONORIFICS_THAT_ARE_NAMES",
    "INITIALS_FIRST_COUNTRIES",
    "JOBS",
    "LAST_SURNAME_COUNTRIES",
    "LEGAL",
    "LEGAL_SCRIPTS",
    "LEGAL_SHOUTED",
    "NAMES_MORE_OFTEN",
    "NOT_NICKNAMES",
    "PARTICLES",
    "PARTICLES_CAPITAL_TOO",
    "PARTICLES_LOWER",
    "PARTICLES_SINGLE",
    "PLACEHOLDERS",
    "PLACEHOLDERS_TOO",
    "SHORTENED_NAMES",
    "TITLE_PAIRS",
    "TITLES",
    "TITLES_ALONE",
    "TITLES_BEHIND",
    "TWO_SURNAMES_COUNTRIES",
    "VIETNAMESE",
]

# Which of several people of one name it is.
GENERATIONS = frozenset("""
2nd 3rd 4th filho fils ii iii iv jnr jr junior júnior neto père senior snr sr
""".split())

# Degrees, memberships and honours; one or two letters count only in capitals or with a dot (Yo-Yo Ma holds none).
DEGREES = frozenset("""
ac aca acca am aminstlm ao artd ba bcom bcs be bem beng bs bsc btech bvsc cbe cchem ccie ceng cfa cissp cmath cmg cmgr
cpa cphys cpsychol csc csci csm cssr cvo dba dbe dc dds dip dipling dl do dphil drsc dvm edd emba esq esquire facs fca
fcca fciarb fcim fciob fcipr fcips fcmi frcs frs ing jd jp kbe kc kcb kcmg lcsw llb llm lpc lvo ma mba mbbs mbe mciarb
mcibse mcim mciob mcipr mcips mcmi mcom mcs md meng mep mfa mkom mla mlis mm mp mpa mpd mph mphil mrcp ms msc msw mt
mtech mvo nat oam obe ocd ofm ofmcap op osa osb pe peng ph phd phr pmp qc qpm rcdd rer ret retd rn scp sdb se shrm-cp
shrm-scp shum sj skom spd sphr ssos st usa usaf usmc usn
""".split())

# What follows a credential and belongs to it: PhD candidate, BA (Hons), MA Oxon.
CREDENTIAL_TAILS = frozenset("""
abd ap cand candidate cantab certified chartered designate edin elect emerita emeritus graduate honors honours hons
inactive level lond oxon pending ret retd retired student
""".split())

# The given name, as a form's field.
GIVEN_FIELDS = frozenset("""
ad adi eesnimi etunimi first firstname fn fname forename fornamn fornavn given givenname ime imie imja imya isim jmeno
keresztnev meno nama namadepan nombre nombres nome onoma prenom prenume primeironome ten utonev vardas vards voornaam
vorname
""".split())

# The family name, as a form's field.
FAMILY_FIELDS = frozenset("""
achternaam apelido apellido apellidos cognome csaladnev efternamn efternavn epitheto eponymo etternavn familienname
familija familiya family familyname ho last lastname ln lname nachname namabelakang nazwisko nom nomdefamille nume
pavarde perekonnanimi prezime priezvisko priimek prijmeni primerapellido prizvyshche sn sobrenome soyad soyadi soyisim
sukunimi surname ultimonome uzvards vezeteknev zuname
""".split())

# What people write behind a name instead of an employer.
JOBS = frozenset("""
analyst architect assistant assoc associate asst berater beraterin ceo cfo chair chairman chairwoman chargé chargée
chef chro cio cmo co-founder cofounder comercial consultant coo coordinator cto developer directeur directeur-generaal
director directora directrice direktør diretor diretora direttore direttrice dyrektor eigenaar engineer engineering
evp executive founder gerente geschäftsführer geschäftsführerin head hr indehaver inhaber inhaberin jefa jefe
kierownik lead leiter leiterin manager managing marketing müdür müdürü officer partner personalleiter personalleiterin
personalreferent personalreferentin president prokurist prokuristin recruiter recruteur recruteuse responsabile
responsable sales secretary specialist specjalista svp sócia sócio titolare treasurer uzmanı verkäufer vertriebsleiter
vertriebsleiterin vice vorstand vp właściciel zaakvoerder ägare директор менеджер начальник
""".split())

# A word of how a letter ends, before the name that signs it.
CLOSINGS = frozenset("""
atenciosamente atentamente bises cheers cordialement cordialmente greetings groet groeten gruss gruß grüsse grüssen
grüße grüßen pozdrawiam pozdrowienia regards rgds saludos salutations saluti saudações sincerely thanks
""".split())

# In brackets behind a name, and no nickname.
NOT_NICKNAMES = frozenset("""
acting cantab consultant contractor ext extern external freelance he her him hiring hons hr interim intern lion oxon
recruiter recruitment remote ret retd retired sales she they
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
LEGAL_SCRIPTS = tuple(map(str.strip, """
株式会社 | 有限会社 | 有限公司 | 주식회사 | ооо | зао | оао | пао
""".split("|")))

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
abc account acquisition admin administrator afdeling afdelingen angabe anon anonymous applicable applicant asd asdf
asdfgh available avdelningen bar baz bewerbermanagement blank candidate client clientèle concern confidential contact
customer declared declined deleted departamento department dept desconocido disclosed do dummy dział employee
employees empty equipo everyone example facebook first firstname foo former fullname gebruiker glassdoor google guest
helpdesk hidden hiring holder hr humaines human humanos ikke inconnu indeed info insan iphone kadr kadry kaynakları
keine known kullanıcı last lastname linkedin manager marketing member members mitglied myself na name nan nescio new
nil no nobody nomen none noreply not null office oplyst owner personalabteilung personalavdelning personale
personeelszaken postmaster private profile provided qwe qwerty qwertz reception recipient recorded recruiter
recruiters recruiting recruitment recrutement recursos redacted rekrutacja rekrytering removed reply resources
ressources rh risorse root sales sample sconosciuto selección selezione sender service services somebody someone
specified staff stated supplied support surname talent tba tbc tbd team test tester testing ufficio umane unbekannt
undefined unknown unnamed use user username usuario usuário utente utilisateur użytkownik vacancy vacant various void
webmaster whom withheld xing xyz zoom zxcv équipe кадров користувач отдел персонала подбор поддержка поддержки
пользователь служба 人事 人事部 人力资源部 担当 招聘 採用 採用担当 인사팀 채용
""".split())

# Of those, what people are also called.
PLACEHOLDERS_TOO = frozenset("""
bar baz do first guest last na nan nil no private root sales
""".split())

# Words by which somebody declines to say who they are; of three words and more, with one that says what is declined.
DECLINING = frozenset("""
decline declined declines don keine liever ne nicht nie niet no non not não pas prefer preferisco prefers prefiero
prefiro préfère rather refuse refused refuses
""".split())

# What somebody declines to do who names nobody.
DECLINED = frozenset("""
angeben answer antworten beantwoorden communiquer contestar decir decirlo dire disclose divulguer dizer donner
especificar geven give identify indicar indicare informar machen nennen odpowiadać podawać provide préciser reply
respond responder revelar rispondere répondre sagen say share specificare specify state tell vermelden zeg zeggen
""".split())

# What stands beside those words.
DECLINED_WITH = frozenset("""
a angabe angaben at chcę choose chooses chose d dat dazu de desejo deseo desidero do does geef i ich ik il it je like
mag meinen meu mi mijn mio mon my möchte naam name namen nom nombre nome o quero question quiero souhaite t the this
time to veux voglio want wants wil will wish wishes would
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

# Where people have two surnames, the father's first.
TWO_SURNAMES_COUNTRIES = frozenset("""
AR BO CL CO CR CU DO EC ES GT HN MX NI PA PE PR PY SV UY VE
""".split())

# Where people have several surnames, the father's last.
LAST_SURNAME_COUNTRIES = frozenset("""
AO BR CV MZ PT
""".split())

# Where an initial in front stands for the father's name (ISO 3166).
INITIALS_FIRST_COUNTRIES = frozenset("""
IN LK MY SG
""".split())

# Given names that stand before another one with a hyphen between them, in French and in German (Jean-Luc, Hans-
# Peter).
COMPOUND_HEADS = frozenset("""
anne ernst eva franz hans heinz horst jean karl klaus marie pierre wolf
""".split())

# Before a name, in the languages sourcers meet.
TITLES = frozenset("""
abbot abbé abg abog abogada abogado adjunct adm admiral adv advocate adw akad alcalde alcaldesa ald alderman alhaja
alhaji alustadh alustaz amanuensis ambassadeur ambassador arch archbishop arq assemblyman assemblymember assemblywoman
att attention attn attorney atty av avv bacc bapak baron baroness baronin baronne barón bay bayan bc bca bishop
bonjour botschafter brig brigadier brother bürgermeister bürgermeisterin canon capt captain cardinal cav cdr
chancellor chief cik civ civilingenjör cllr cmdr coach col colonel comm commander commissioner comte comtesse conde
condesa congressman congressperson congresswoman constable consul contessa corporal councillor councilman councilwoman
count countess cpl cpo dame datin dato dato' datuk daw deacon dean dear delegate dep deputata deputato deputy dhr dip
dipl diplinf dipling diplkfm diplom diplomingenieur diputada diputado dkfm dl dna doamna doc docent docteur dom domnul
don dosent dott dottoressa dottssa doz doç doña dr dr-ing dra dring drs drsc duchess duke duque duquesa député députée
dña earl egr elder embajador embajadora emerita emeritus encik eng engenheira engenheiro engr er excellency exma exmo
fao father fil flt fr frau freifrau freiherr freiin friherre friherrinna frk fru frère fröken førsteamanuensis fürst
fürstin gen general gent geom gospodin gospodja gospođa governor graf greve grevinde gräfin hab habil haji hajia
hajjah hajji hallo hc he heer hello her herr herra herrn hey hh hi his hofrat hofrätin hola hon honorable honourable
hr hra hrabia hrh härra ibu ifj ilma ilmo imam ing ingarch ingo inz inż inżynier ir jonkheer jonkvrouw judge judr jur
justice justizrat kand kepada khun ko kommerzialrat kommr komr kpt kum kumari kundze kungs kyria kyrios lady landrat
ldkr lic licda lieutenant lord lord-lieutenant lt ltcdr ltcol ltgen madam madame mademoiselle mag magistrate maj major
mallam marchesa marchese marchioness marquesa marquess marquis marqués master mayor maître me mec med mej meneer mep
mevr mevrouw mgr mgra mim minister ministerialrat ministra ministre ministro miss mister mjr mla mlle mlles mm mme
mmes monsieur monsignor mother mp mr mrs ms ms. msgr msgt mtra mtro mudr mult mvdr mx müh mł nadkom nat neiti notar
notarin oberst oberstudienrat oec officer onorevole otunba padre paeddr pak pan pana pandit pani paní pastor pfarrer
pfarrerin pfr pharmdr phdr phil ponas ponia president primar prince princess priv prof professeur professor profssa
proua psic puan pvt pán père płk rabbi radca rag rebbe rechtsanwalt rechtsanwältin regierungsrat rep representative
rer rev revd reverend right ritter rndr rouva rt salut sayyid sayın sdr secretary sen senador senadora senator
senatorin senhor senhora sergeant seri señor señora señorita sfc sgt shaikh sheikh sheriff shri sig signor signora
signorina sigra sir sister smt sn soeur spett sqn sr sra sri srta ssa ssgt studienrat studienrätin sushri swami
sénateur sénatrice tan-sri tekn thdr the trooper tuan tun uff undersecretary univ ustad ustadh ustaz ven venerable
vicomte viscount viscountess wg wing yrd yth özv öğr αρχ δρ κα κος акад академик г-жа г-н господин госпожа д-р доктор
доц доцент инж к-н пан пані проф профессор
""".split())

# Of the titles, what is a name even before two more words (Bengali Sen, Phil): a title only with its dot.
NAMES_MORE_OFTEN = frozenset("""
col doc er gen he ko kum med nat pan phil rag sen
""".split())

# Behind a name in scripts without spaces: with a hyphen, with a space or glued.
TITLES_BEHIND = tuple(map(str.strip, """
先生 | 女士 | 小姐 | さん | 様 | 씨 | 님
""".split("|")))

# Behind a name in Latin letters, with a hyphen or a space.
HONORIFIC_TAILS = frozenset("""
bey beyefendi efendi hanim hanimefendi hanım hanımefendi ji sama san sensei
""".split())

# Of these, what is a name as well.
HONORIFICS_THAT_ARE_NAMES = frozenset("""
bey ji san
""".split())

# Titles that stand before one word and are nobody's name: what follows is the family name (Herr Schmidt).
TITLES_ALONE = frozenset("""
dhr dipl docteur dott dottssa dr frau fru herr hr madame meneer mevr mevrouw miss mlle mme monsieur mr mrs ms pani
prof professor senhor senhora señor señora señorita shri sig signor signora sigra smt sra srta
""".split())

# Titles that stand before the given name as well: Sir Peter, Sister Mary, Shri Rahul.
GIVEN_TITLES = frozenset("""
bapak bay bayan brother cik dame daw don dona doña encik father fr haji hajji ibu imam khun king ko kumari lady lord
mother padre pak pan pandit pope prince princess puan queen sayyid shaikh sheikh shri sir sister smt sri tuan ustad
""".split())

# Titles of two words, of which one alone may be a name.
TITLE_PAIRS = tuple(map(str.strip, """
tan sri | puan sri | toh puan | dato seri | datuk seri | lt col | lt gen | sub lt | de heer | wg cdr | gp capt |
most rev | right rev | her honour | his honour | chief petty | prof madya | h c | petty officer
""".split("|")))

# Dotted words that shorten a given name and are no title.
ABBREVIATED_NAMES = frozenset("""
abd alex benj chas chr danl edw fco fdo fredk geo gpe hen jac jas joh jos ma md mhd mohd mt muhd ph robt saml st ste
th thos wm
""".split())

# Dotted words that stand for one given name -> that name.
SHORTENED_NAMES = {key: value for key, value in map(str.split, """
wm william | chas charles | geo george | jos joseph | thos thomas | robt robert | edw edward | benj benjamin |
saml samuel | danl daniel | jas james | fco francisco | fdo fernando | gpe guadalupe
""".split("|"))}

# Degrees that stand in front of a name in their countries, in capitals: CA Rahul Mehta, DI Clara Stein.
DEGREES_IN_FRONT = frozenset("""
adv ca cma cpa cs di dr er ing mba prof
""".split())
