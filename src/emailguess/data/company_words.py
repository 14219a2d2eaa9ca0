"""Lists of words. Built by `python data/build`; edit the files in `data/companies` instead."""

# ruff: noqa
# fmt: off

__all__ = [
    "CASED_LEGAL",
    "COUNTRIES",
    "DOTTED_LEGAL",
    "GENERIC",
    "LEGAL_COUNTRIES",
    "LEGAL_PREFIXES",
    "LEGAL_SUFFIXES",
    "NATIVE_FORMS",
    "NO_COMPANY",
    "NO_COMPANY_CERTAIN",
    "NOT_LEGAL",
    "REGISTRY_SUFFIXES",
    "SAME_WORDS",
    "SHORT_LEGAL",
    "SHORTENED",
    "STATES",
    "STOP_WORDS",
    "TELLING_BESIDES",
    "WRITTEN_FORMS",
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
sdnbhd sdnbhd | pteltd pteltd | tbk pt | asa asa | zrt kft | nyrt kft | lda lda | coltd ltd | eingetragenerverein ev |
eingetragenegenossenschaft eg | eingetragenerkaufmann ek | gesellschaftmitbeschrankterhaftung gmbh |
gesellschaftmitbeschraenkterhaftung gmbh | gesmbh gesmbh | mbh gmbh | gag ag | kommanditgesellschaft kg |
offenehandelsgesellschaft ohg | partg partg | partgmbb partg | partnerschaftsgesellschaftmbb partg |
partnerschaftsgesellschaft partg | gmbhcokgaa kgaa | secokgaa kgaa | agcokg kg | gmbhcoohg ohg | anonimsirketi astr |
limitedsirketi ltdsti | sti ltdsti | osakeyhtio oy | oyab oy | aboy oy | aktieselskab asdk | anpartsselskab aps |
ivs aps | aktiebolag ab | abpubl ab | handelsbolag hb | kommanditbolag hb | aksjeselskap as | allmennaksjeselskap asa |
hlutafelag hf | einkahlutafelag ehf | proprietarylimited pty | proprietary pty | noliability noliability |
publiclimitedcompany plc | publiccompanylimited pcl | pcl pcl | jointstockcompany jsc |
limitedliabilitypartnership llp | privatelimitedcompany ltd | unlimitedcompany uc | designatedactivitycompany dac |
dac dac | teoranta teoranta | communityinterestcompany cic | cyfyngedig cyf | srls srl | societaperazioni spa |
societaaresponsabilitalimitata srl | soccoop soccoop | societacooperativa soccoop | soccoopacrl soccoop |
societeanonyme sa | societearesponsabilitelimitee sarl | societeparactionssimplifiee sas | sarlau sarlma | suarl suarl |
sociedadanonima sa | sociedaddecapitalvariable sadecv | sociedadlimitada sl | sociedadderesponsabilidadlimitada sl |
slu sl | slp sl | sau saes | unipessoallda lda | unipessoal lda | sociedadeanonima sa | limitada ltda | eireli eireli |
eirl eirl | cialtda cialtda | saesp saesp | sasbic sasco | sasesp saesp | srldecv sderl | scderldecv sderl |
sapi sadecv | besloten bv | beslotenvennootschap bv | naamlozevennootschap nv | vennootschaponderfirma vof |
cooperatieua cooperatieua | asbl asbl | vzw vzw | bvba bvba | cvba cvba | spolecnostsrucenimomezenym sro |
spolocnostsrucenimobmedzenym srosk | akciovaspolecnost ascz | akciovaspolocnost ascz | zapsanyspolek zs |
korlatoltfelelossegutarsasag kft | reszvenytarsasag kft | zartkoruenmukodoreszvenytarsasag kft | jdoo doo | eood eood |
ood ood | osauhing ou | aktsiaselts asee | berhad berhad | bhd berhad | sdnberhad sdnbhd | ltee ltee | limitee ltee |
incltee ltee | ulc ulc | fze fze | fzllc fze | fzco fze | dmcc fze | wll wll | saog saog | sae sae | sac sac | saa saa |
dooel dooel | shpk shpk | ehf ehf | sgps sgps | pfa pfa | cie co | cia co | pllc llc | opc pvt | opcpvtltd pvt |
epe epe | ike ike | ohg ohg | kgaa kgaa | gbr gbr | eurl eurl | sasu sasu | sagl sagl | scop scop | gie gie | qfz qfz |
asdk asdk | ptyza ptyza | sabr sabr | sasit sasit | enr enr | nigltd ltdng
""".split("|"))}

# Two-letter forms common enough to take off the end.
SHORT_LEGAL = frozenset("""
ab ag as bv co kg kk nv ou oy sa se sl ug
""".split())

# Forms that are words or initials elsewhere, and count where each of their letters stands by itself: e.V., d.d.
DOTTED_LEGAL = {key: value for key, value in map(str.split, """
ev ev | ek ek | eg eg | as ascz | ks ks | vos vos | zs zs | zu zs | ops zs | dd dd | ad ad | bt bt | hf hf | ae ae |
gk kk | pc pc | lp lp | na na | pbc pbc | sa sa | sc scmx | ac scmx | ca saca | psa spolka | ska spolka | sas sas |
me ltda | wll wll | sae sae | sac sac | hb hb | ans ans
""".split("|"))}

# Forms that only their capitals or their full stop tell from a word, and how that writing is read.
CASED_LEGAL = {key: value for key, value in map(str.split, """
eG e.g. | eK e.k. | e.K e.k. | Bt. b.t. | hf. h.f. | eV e.v. | LP l.p. | PC p.c. | PBC p.b.c. | NL noliability |
ANS a.n.s.
""".split("|"))}

# Forms in letters beyond a to z, by their letters alone, that stand before or behind the name.
WRITTEN_FORMS = {key: value for key, value in map(str.split, """
ооо ooo | оао oao | пао pao | зао zao | ао ao | тов tov | прат tov | тоо too | еоод eood | оод ood | ад adbg |
еад adbg | ет ood | доо doors | aş astr | anonimşirketi astr | ltdşti ltdsti | limitedşirketi ltdsti | şti ltdsti |
côngtytnhh tnhh | côngtycổphần tnhh | côngtycp tnhh | tnhh tnhh | zú zs | soccoopàrl soccoop | aoû ou | mtü ou | αε ae |
ανώνυμηεταιρεία ae | επε epe | ικε ike | οε ae | εε ae | בעמ baam | עמ baam | บริษัท thco | จำกัด thco |
จำกัดมหาชน thco | شركة sharika | شمم sharika | ذمم sharika
""".split("|"))}

# Forms that stand in front of the name.
LEGAL_PREFIXES = frozenset("""
ao cv eurl gmbh inc llc llp ltd oao ooo ou oy pao pt sarl sas sasu sci scop sia societe spzoo stichting too tov uab
vereniging vof zao
""".split())

# Legal forms written without a space before or behind the name, longest first.
NATIVE_FORMS = {key: value for key, value in map(str.split, """
股份有限公司 cnltd | 有限责任公司 cnltd | 有限責任公司 cnltd | 有限公司 cnltd | 株式会社 kk | (株) kk | 合同会社 kk | 有限会社 kk | 合資会社 kk | (同) kk |
주식회사 krco | 유한회사 krco | 유한책임회사 krco | (주) krco | (유) krco | 集团 cnltd | 集團 cnltd | 公司 cnltd
""".split("|"))}

# Form -> the one country it belongs to first of all, as a country-code top-level domain. A country and its forms to a
# line.
LEGAL_COUNTRIES = {key: value for key, value in map(str.split, """
gmbh de | ag de | kg de | ug de | ev de | eg de | ek de | ohg de | kgaa de | gbr de | partg de | gesmbh at | sagl ch |
ab se | hb se | asdk dk | aps dk | as no | asa no | ans no | oy fi | oyj fi | hf is | ehf is | bv nl | nv nl | vof nl |
stichting nl | cooperatieua nl | sas fr | sarl fr | sasu fr | eurl fr | scop fr | gie fr | sci fr | societe fr |
srl it | spa it | soccoop it | sasit it | spzoo pl | spolka pl | kk jp | plc uk | dac ie | uc ie | teoranta ie |
pty au | noliability au | ptyza za | pteltd sg | sdnbhd my | berhad my | sadecv mx | sderl mx | sapidecv mx | scmx mx |
ltdsti tr | astr tr | pvt in | opc in | jsc ru | ooo ru | oao ru | pao ru | zao ru | ao ru | tov ua | too kz | sro cz |
ascz cz | vos cz | ks cz | zs cz | srosk sk | kft hu | bt hu | doo hr | dd hr | doors rs | eood bg | ood bg | adbg bg |
ad bg | dooel mk | shpk al | ae gr | epe gr | ike gr | ltda br | eireli br | sabr br | lda pt | sgps pt | pt id |
tbk id | pcl th | thco th | tnhh vn | krco kr | cnltd cn | sl es | saes es | sasco co | saesp co | cialtda ec | sac pe |
saa pe | eirl cl | saca ve | sarlma ma | suarl tn | uab lt | sia lv | ou ee | asee ee | pfa ro | srlro ro | ltdng ng |
sprl be | bvba be | cvba be | asbl be | vzw be | ltee ca | ulc ca | enr ca | fze ae | wll qa | saog om | sae eg |
baam il
""".split("|"))}

# A country's top-level domain -> the second-level label that its companies mostly register below, and their share in
# percent.
REGISTRY_SUFFIXES = {key: value for key, value in map(str.split, """
uk co-80 | au com-93 | za co-95 | br com-95 | kr co-80 | tr com-93 | mx com-85 | nz co-85 | jp co-85 | id co-80 |
th co-85 | il co-93 | sg com-70 | my com-80 | ph com-75 | tw com-80 | hk com-75 | ar com-90 | co com-70 | pe com-75 |
ke co-85 | ua com-60 | cn com-40 | in co-35 | ec com-85 | uy com-80 | ve com-80 | eg com-75 | sa com-70 | pk com-60 |
ng com-70 | tz co-80 | ug co-75 | vn com-60 | cy com-80 | mt com-80 | py com-90 | bo com-80 | gt com-90 | do com-85 |
gh com-85 | zw co-90 | zm co-75 | bw co-92 | qa com-60 | kw com-90 | lb com-92 | jo com-80 | bd com-90 | np com-98 |
ni com-90 | sv com-90 | pa com-85 | fj com-90 | bn com-90 | kh com-95 | mm com-90 | om com-85 | bh com-85 | ls co-90 |
mz co-90 | ao co-75 | na com-75 | et com-85 | sz co-90 | mw co-50 | jm com-90 | tt co-60 | ge com-15
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
a activa activite als an anonymous aposentada aposentado applicable arbeidssoker arbeitslos arbeitssuchend
arbeitsuchend arbejdssogende arbetslos arbetssokande at attivita auf auto autoentrepreneur autonoma autonomo
autorizata available azienda based bedrijf between bezrobotna bezrobotny bizalmas break busca business businesses
busqueda calisan calisma career cerca challenge challenges chomage chomeur clients companies company compte
confidencial confidential confidentiel confidentielle consultant conta contract contractor cuenta currently d de der
desempleada desempleado desempregada desempregado di disclosed disoccupata disoccupato dochodca duchodce duverne
dzialalnosc egen egenforetag egenforetagare eget egyeni eigen elakkeella elternzeit emekli emeryt emerytka empleo
emploi employed employer emprego empresa en entrepreneur entreprise firma fizica for foretag fortrolig freelanc
freelance freelancer freelanceri freelancers freelances freelancing freiberufler freiberuflich freiberuflichkeit
frilans frilansare frilanser gepensioneerd gizli gospodarcza hausfrau hausmann home homemaker in independant
independent independenta independente independiente isim issiz itsenainen iva job jobs jobsuche jobsuchend jubilacion
jubilada jubilado kendi kleinunternehmer konfidentiellt lavoratore lavoratrice lavoro ledig liber liberal liberale
libero looking luottamuksellinen many me mentioned meslek mi micro microentreprise mode moment mon moonlighting
multiple munkanelkuli my myself n na nach naeringsdrivende name negocio new nezamestnany nil none not null nyugdijas
ondernemer open opportunities opportunity osvc own p partita pensionar pensionata pensionato pensionist pensjonist
persoana pfa piva por poste poufne privat private profesional profession professionista profissional project propia
propio propre proprio provided recherche rentner rentnerin retired retraite retraitee riservata riservato role roles
ruhestand sabbatical samozatrudnienie samozatrudniona samozatrudniony sans search seeking selbstaendig
selbstaendigkeit selbstandig selbststaendig selbststandig selbststandigkeit self selfemployed selvstaendig selvstendig
serbest several societe somer specified spolecnost start startup stated stealth student suche szabaduszo szco taetig
tatig tbd test the to toiminimi trabajador trabajadora trabajo trabalhador trabalhadora travailleur travailleuse
tyoton und undisclosed unemployed unknown unternehmen vallalkozo various vertraulich vertrouwelijk virksomhed
virksomhet werkloos werkzoekend wlasna work worker your yrittaja yritys zelfstandig zelfstandige zivnostnice
zivnostnik zzp zzper ανεργος ελευθεροσ εμπιστευτικο επαγγελματιασ συνταξιουχος συνταξιουχοσ безработная безработный
безробітний индивидуальный ип конфиденциально пенсионер поиске практика предприниматель работа самозайнятий
самозанятая самозанятость самозанятый фоп фриланс фрилансер фрілансер частная حر عمل مستقل フリーランサー フリーランス 个体户 个体经营 保密
個人 個人事業主 待业 無業 無職 自営 自営業 自由工作者 自由职业 自由职业者 退休 非公開 개인사업자 무직 비공개 자영업 프리랜서
""".split())

# Of those, the words of which one at least must be there, for the others may be a name (Open Company).
NO_COMPANY_CERTAIN = frozenset("""
anonymous aposentada aposentado applicable arbeidssoker arbeitslos arbeitssuchend arbeitsuchend arbejdssogende
arbetslos arbetssokande autoentrepreneur autonoma autonomo azienda bedrijf between bezrobotna bezrobotny bizalmas
break busqueda chomage chomeur compte confidencial confidential confidentiel confidentielle consultant desempleada
desempleado desempregada desempregado disclosed disoccupata disoccupato dochodca duchodce duverne dzialalnosc egen
egenforetag egenforetagare egyeni elakkeella elternzeit emekli emeryt emerytka emploi emprego empresa entrepreneur
entreprise firma foretag fortrolig freelanc freelance freelancer freelanceri freelancers freelances freelancing
freiberufler freiberuflich freiberuflichkeit frilans frilansare frilanser gepensioneerd gizli hausfrau hausmann home
homemaker independant independent independenta independente independiente issiz itsenainen iva jobsuchend jubilacion
jubilada jubilado kendi kleinunternehmer konfidentiellt ledig liber liberale looking luottamuksellinen me mentioned
microentreprise moonlighting multiple munkanelkuli myself na naeringsdrivende name nezamestnany nil none null
nyugdijas osvc own pensionar pensionata pensionato pensjonist persoana pfa poufne privat private professionista
profissional propia provided recherche rentner rentnerin retired retraitee riservata riservato ruhestand sabbatical
samozatrudnienie samozatrudniona samozatrudniony seeking selbstaendig selbstaendigkeit selbstandig selbststaendig
selbststandig selbststandigkeit self selfemployed selvstaendig selvstendig serbest societe somer specified spolecnost
stated stealth student szabaduszo szco tbd test toiminimi trabajador trabajadora trabalhador trabalhadora tyoton
undisclosed unemployed unknown unternehmen various vertraulich vertrouwelijk werkloos werkzoekend work your yrittaja
yritys zelfstandig zelfstandige zivnostnice zivnostnik zzp zzper ανεργος ελευθεροσ εμπιστευτικο επαγγελματιασ
συνταξιουχος συνταξιουχοσ безработная безработный безробітний ип конфиденциально пенсионер самозайнятий самозанятая
самозанятость самозанятый фоп фриланс фрилансер фрілансер частная حر مستقل フリーランサー フリーランス 个体户 个体经营 保密 個人 個人事業主 待业 無業
無職 自営 自営業 自由工作者 自由职业 自由职业者 退休 非公開 개인사업자 무직 비공개 자영업 프리랜서
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

# Words that stand for the same in company names: one word, and its short forms, plurals and translations, a row to a
# line.
SAME_WORDS = {key: value for key, value in map(str.split, """
technologies technology | tech technology | technik technology | technologie technology | technologia technology |
tecnologia technology | tecnologie technology | tecnologias technology | teknologi technology | teknik technology |
systems system | systeme system | sistemas system | sistemi system | systemy system | sys system | networks network |
netzwerk network | netzwerke network | netze network | reseau network | reseaux network | redes network | reti network |
solutions solution | loesungen solution | losungen solution | soluciones solution | soluzioni solution |
solucoes solution | services service | dienste service | servicios service | servizi service | servicos service |
svcs service | laboratories laboratory | lab laboratory | labs laboratory | laboratoire laboratory |
laboratoires laboratory | laboratorio laboratory | laboratori laboratory | laboratorium laboratory |
forschung research | recherche research | investigacion research | ricerca research | pesquisa research |
onderzoek research | forskning research | intl international | internationale international |
internacional international | internazionale international | internationaal international | nationale national |
nacional national | nazionale national | natl national | institut institute | instituto institute | istituto institute |
instituut institute | inst institute | centre center | zentrum center | centro center | centrum center | ctr center |
gruppe group | groupe group | grupo group | gruppo group | gruppen group | grupa group | groep group | grp group |
banque bank | banco bank | banca bank | banken bank | telekom telecom | telecommunication telecom |
telecommunications telecom | telecomunicaciones telecom | telecomunicazioni telecom | telecommunicatie telecom |
communications communication | kommunikation communication | comunicaciones communication |
comunicazioni communication | comms communication | electronics electronic | elektronik electronic |
electronique electronic | electronica electronic | elettronica electronic | industries industry | industrie industry |
industria industry | industrias industry | stiftung foundation | fondation foundation | fundacion foundation |
fondazione foundation | fundacao foundation | stichting foundation | stiftelse foundation | agence agency |
agentur agency | agencia agency | agenzia agency | ministere ministry | ministerium ministry | ministerio ministry |
ministero ministry | versicherung insurance | versicherungen insurance | assurance insurance | assurances insurance |
seguros insurance | assicurazioni insurance | energie energy | energia energy | energi energy |
pharmaceuticals pharmaceutical | pharma pharmaceutical | farma pharmaceutical | mfg manufacturing |
ingenieria engineering | ingenierie engineering | ingegneria engineering | engenharia engineering | eng engineering |
consultancy consulting | consultants consulting | beratung consulting | conseil consulting | consultoria consulting |
consulenza consulting | mgmt management | assoc association | assn association | verein association |
associazione association | asociacion association | societe society | societa society | sociedad society |
gesellschaft society | compagnie company | compania company | companhia company | compagnia company | univ university |
universitaet university | universitat university | universite university | universidad university |
universita university | universidade university | universiteit university | universitet university | deutsche german |
deutsches german | deutscher german | allemand german | alemana german | francais french | francaise french |
france french | bundes federal | europaische european | europaeische european | europeen european |
europeenne european | europea european | dept department | corp corporate | dev development | info information |
machines machine | semiconductors semiconductor
""".split("|"))}
