"""Lists of words. Built by `python data/build`; edit `data/organisations/known.toml` instead."""

# ruff: noqa
# fmt: off

__all__ = [
    "ORGANISATIONS",
]

# A domain, and the keys of the names it is known by (`emailguess.companies.company_key`).
ORGANISATIONS = tuple(map(str.strip, """
aa.com: american airlines | abbvie.com: abbvie | abc.net.au: australian broadcasting | abnamro.com: abn amro |
absa.africa: absa | accenture.com: accenture | adidas.com: adidas |
admin.ch: bundesverwaltung; schweizerische eidgenossenschaft; swiss federal administration | adnoc.ae: adnoc |
aexp.com: american express; amex | agenciatributaria.es: agencia tributaria | agh.edu.pl: agh |
ahold.com: ahold delhaize | aib.ie: aib; allied irish banks | airbus.com: airbus | aircanada.ca: air canada |
airfrance.fr: air france | airtel.com: airtel; bharti airtel | aist.go.jp: aist |
alibaba-inc.com: alibaba; alibaba group | allegro.com: allegro | allianz.de: allianz | ambev.com.br: ambev |
americamovil.com: america movil | amgen.com: amgen | amnesty.org: amnesty international |
anl.gov: argonne; argonne national laboratory | anu.edu.au: anu | anz.com: anz; anz bank |
aramco.com: aramco; saudi aramco | arbeitsagentur.de: bundesagentur fur arbeit | arm.com: arm | army.mil: us army |
asml.com: asml | astrazeneca.com: astrazeneca | ato.gov.au: australian taxation office | att.com: att |
aucklandcouncil.govt.nz: auckland council | audi.de: audi | austintexas.gov: city austin | axa.com: axa |
ba.com: british airways | baesystems.com: bae; bae systems | baidu.com: baidu | bain.com: bain |
bancaditalia.it: banca ditalia | bancolombia.com.co: bancolombia | bankofengland.co.uk: bank england |
barclays.com: barclays | basf.com: basf | bayer.com: bayer | bb.com.br: banco brasil |
bbc.co.uk: bbc; british broadcasting | bbva.com: banco bilbao vizcaya argentaria; bbva |
bcg.com: bcg; boston consulting group | bcn.cat: ajuntament barcelona; ayuntamiento barcelona |
belastingdienst.nl: belastingdienst | bell.ca: bell canada | berkshirehathaway.com: berkshire hathaway |
bhp.com: bhp; bhp billiton | bka.bund.de: bka; bundeskriminalamt | blackrock.com: blackrock | bloomberg.net: bloomberg |
bmas.bund.de: bundesministerium fur arbeit soziales | bmbf.bund.de: bundesministerium fur bildung forschung |
bme.hu: bme | bmf.bund.de: bundesministerium finanzen | bmf.gv.at: bundesministerium fur finanzen |
bmg.bund.de: bundesministerium fur gesundheit | bmi.bund.de: bundesinnenministerium; bundesministerium innern |
bmj.bund.de: bundesministerium justiz | bmo.com: bank montreal; bmo |
bms.com: bristol myers squibb; bristolmyers squibb | bmvg.bund.de: bundesministerium verteidigung |
bmw.de: bayerische motoren werke; bmw; bmw group | bmwk.bund.de: bundesministerium fur wirtschaft klimaschutz |
bnl.gov: brookhaven national laboratory | bnpparibas.com: bnp paribas | boeing.com: boeing | bofa.com: bank america |
boi.com: bank ireland | boston.gov: city boston | bp.com: bp; british petroleum |
bradesco.com.br: banco bradesco; bradesco | bsi.bund.de: bsi; bundesamt fur sicherheit informationstechnik |
bt.com: british telecom; bt; bt group | bundesbank.de: bundesbank; deutsche bundesbank |
bundestag.de: bundestag; deutscher bundestag | bundeswehr.org: bundeswehr | bytedance.com: bytedance; tiktok |
cabinetoffice.gov.uk: cabinet office | caixa.gov.br: caixa economica federal | caixabank.com: caixabank |
calgary.ca: city calgary | caltech.edu: caltech | capgemini.com: capgemini | capitalone.com: capital one |
carlsberg.com: carlsberg | cat.com: caterpillar | cba.com.au: commonwealth bank; commonwealth bank australia |
ccc.govt.nz: christchurch city council | cdc.gov: cdc; centers disease control; centers disease control prevention |
cea.fr: cea; commissariat a lenergie atomique | cemex.com: cemex | census.gov: census bureau; us census bureau |
cern.ch: cern | cez.cz: cez | cfe.mx: cfe | chalmers.se: chalmers; chalmers tekniska hogskola | chevron.com: chevron |
cibc.com: cibc | citi.com: citi; citibank; citigroup | cityofchicago.org: city chicago |
cityoflondon.gov.uk: city london | cityofsydney.nsw.gov.au: city sydney | cm-lisboa.pt: camara municipal lisboa |
cmu.edu: cmu | cnr.it: cnr; consiglio nazionale delle ricerche | cnrs.fr: centre national recherche scientifique; cnrs |
coca-cola.com: cocacola | codelco.cl: codelco | coe.int: council europe | comcast.com: comcast |
commerzbank.com: commerzbank | conicet.gov.ar: conicet | conocophillips.com: conocophillips |
consilium.europa.eu: council european union | continental.com: continental | corkcity.ie: cork city council |
cornell.edu: cornell | corp.mail.ru: mailru group | costco.com: costco | cra-arc.gc.ca: canada revenue agency |
credit-agricole-sa.fr: credit agricole | credit-suisse.com: credit suisse |
csic.es: consejo superior investigaciones cientificas; csic | csiro.au: csiro | cuhk.edu.hk: cuhk |
curia.europa.eu: court justice european union | cvshealth.com: cvs; cvs health | cvut.cz: cvut |
dallas.gov: city dallas | danskebank.dk: danske bank | db.com: deutsche bank | dbs.com: dbs; dbs bank |
de.bosch.com: bosch; robert bosch | defra.gov.uk: defra; department environment food rural affairs |
deloitte.com: deloitte; deloitte touche tohmatsu | delta.com: delta; delta air lines |
denvergov.org: city county denver; city denver | destatis.de: statistisches bundesamt |
desy.de: desy; deutsches elektronensynchrotron | deutschebahn.com: db bahn; deutsche bahn |
dft.gov.uk: department transport | dgfip.finances.gouv.fr: dgfip; direction generale finances publiques |
dhsc.gov.uk: department health social care | diageo.com: diageo | diplo.de: auswartiges amt |
diplomatie.gouv.fr: ministere affaires etrangeres; quai dorsay | disney.com: disney; walt disney |
dlh.de: deutsche lufthansa; lufthansa | dlr.de: deutsches zentrum fur luft raumfahrt; dlr; german aerospace center |
dnb.no: dnb | doj.gov: department justice; doj | dol.gov: department labor |
dot.gov: department transportation; us department transportation |
dpdhl.com: deutsche post; deutsche post dhl; dhl group | dr.dk: danmarks radio; dr |
dublincity.ie: dublin city council | dwp.gov.uk: department work pensions; dwp | dzbank.de: dz bank | ebrd.com: ebrd |
ec.europa.eu: commission europeenne; europaische kommission; european commission |
ecb.europa.eu: ecb; european central bank | ecopetrol.com.co: ecopetrol | ed.gov: us department education |
edf.fr: edf; electricite france | edmonton.ca: city edmonton | edp.pt: edp; energias portugal |
eib.org: eib; european investment bank | elte.hu: elte; eotvos lorand tudomanyegyetem | embl.de: embl |
embraer.com.br: embraer | embrapa.br: embrapa | emirates.com: emirates | enel.com: enel | engie.com: engie |
eni.com: eni | eon.com: eon | epa.gov: environmental protection agency; epa | epfl.ch: epfl |
equinor.com: equinor; statoil | ericsson.com: ericsson | esa.int: esa; european space agency | eskom.co.za: eskom |
eso.org: eso; european southern observatory | ethz.ch: eth; eth zurich | etihad.ae: etihad; etihad airways |
etri.re.kr: etri | europarl.europa.eu: european parliament | exxonmobil.com: exxon; exxon mobil; exxonmobil |
ey.com: ernst young; ey | faa.gov: faa; federal aviation administration | fao.org: fao; food agriculture organization |
fb.com: facebook | fbi.gov: fbi; federal bureau investigation | fca.org.uk: fca; financial conduct authority |
fcc.gov: fcc; federal communications commission | fcdo.gov.uk: fcdo; foreign commonwealth development office |
fda.hhs.gov: fda; food drug administration | fedex.com: fedex | ferrari.com: ferrari |
finances.gouv.fr: ministere leconomie finances | fiocruz.br: fiocruz | fmr.com: fidelity; fidelity investments |
fnal.gov: fermilab | fnb.co.za: first national bank; fnb | fonterra.com: fonterra | ford.com: ford; ford motor |
forsakringskassan.se: forsakringskassan | ftc.gov: federal trade commission; ftc |
fz-juelich.de: forschungszentrum julich | gao.gov: gao; government accountability office |
garantibbva.com.tr: garanti; garanti bbva | gatech.edu: georgia tech |
gatesfoundation.org: bill melinda gates foundation; gates foundation | gazprom.ru: gazprom | gd.com: general dynamics |
ge.com: ge; general electric | gencat.cat: generalitat catalunya | gm.com: general motors; gm |
gmp.police.uk: greater manchester police | gov.bc.ca: government british columbia | gov.scot: scottish government |
gov.wales: welsh government | grab.com: grab | greenpeace.org: greenpeace |
gruposantander.com: banco santander; santander | gs.com: goldman sachs | gsa.gov: general services administration; gsa |
gsk.com: glaxosmithkline; gsk | harvard.edu: harvard | hcltech.com: hcl; hcl technologies; hcltech |
hdfcbank.com: hdfc; hdfc bank | health.gov.au: department health | hec.fr: hec paris |
hel.fi: city helsinki; helsingin kaupunki | henkel.com: henkel | hhs.gov: department health human services; hhs |
hi.is: haskoli islands | hitachi.com: hitachi | hku.hk: hku | hm.com: hennes mauritz; hm |
hmrc.gov.uk: hm revenue customs; hmrc | hmtreasury.gov.uk: hm treasury | homedepot.com: home depot |
homeoffice.gov.uk: home office | honda.co.jp: honda | honeywell.com: honeywell | houstontx.gov: city houston |
hp.com: hewlettpackard; hp | hpe.com: hewlett packard enterprise; hpe | hq.dhs.gov: department homeland security; dhs |
hq.doe.gov: department energy; us department energy | hq.nato.int: nato | hsbc.com: hsbc |
huawei.com: huawei; huawei technologies | hydro.qc.ca: hydroquebec | hyundai.com: hyundai; hyundai motor |
iaea.org: iaea | ibb.gov.tr: istanbul buyuksehir belediyesi | iberdrola.es: iberdrola | ibge.gov.br: ibge |
icicibank.com: icici; icici bank | icrc.org: icrc; international committee red cross |
iisc.ac.in: iisc; indian institute science | ikea.com: ikea | ilo.org: ilo; international labour organization |
imec.be: imec | imf.org: imf; international monetary fund | imperial.ac.uk: imperial; imperial college |
inditex.com: inditex | infineon.com: infineon; infineon technologies | infn.it: infn | infosys.com: infosys |
ing.com: ing; ing bank; ing groep | inrae.fr: inrae | inria.fr: inria | insee.fr: insee | inserm.fr: inserm |
interieur.gouv.fr: ministere linterieur | intesasanpaolo.com: intesa sanpaolo | intradef.gouv.fr: ministere armees |
irs.gov: internal revenue service; irs | isro.gov.in: isro | itau-unibanco.com.br: itau; itau unibanco |
its.jnj.com: jj; johnson johnson | itv.com: itv | jaguarlandrover.com: jaguar land rover; jlr | jaxa.jp: jaxa |
johndeere.com: deere; john deere | johnlewis.co.uk: john lewis; john lewis partnership | jp.fujitsu.com: fujitsu |
jpl.nasa.gov: jet propulsion laboratory; jpl | jpmorgan.com: jp morgan; jpmorgan; jpmorgan chase |
juntadeandalucia.es: junta andalucia | justice.fr: ministere justice | justice.gov.uk: ministry justice |
kaist.ac.kr: kaist | kakaocorp.com: kakao | kaust.edu.sa: kaust | kbc.be: kbc | kcl.ac.uk: kcl |
kfw.de: kfw; kreditanstalt fur wiederaufbau | ki.se: karolinska institute; karolinska institutet |
kit.edu: karlsruher institut fur technologie; kit | kk.dk: city copenhagen; kobenhavns kommune | klm.com: klm |
knaw.nl: knaw | kone.com: kone | kpmg.com: kpmg | kth.se: kth; kungliga tekniska hogskolan |
kyoto-u.ac.jp: jingdoudaxue | lacity.org: city los angeles | lanl.gov: lanl; los alamos national laboratory |
laposte.fr: groupe poste; poste | lbl.gov: berkeley lab; lawrence berkeley national laboratory |
lego.com: lego; lego group | lenovo.com: lenovo | leonardo.com: leonardo | lge.com: lg; lg electronics |
lilly.com: eli lilly; lilly | llnl.gov: lawrence livermore national laboratory; llnl |
lloydsbanking.com: lloyds bank; lloyds banking group | lmco.com: lockheed martin | loc.gov: library congress |
london.gov.uk: greater london authority | loreal.com: loreal | lse.ac.uk: london school economics; lse | lsu.edu: lsu |
lvmh.fr: lvmh | madrid.es: ayuntamiento madrid | maersk.com: ap moller maersk; ap mollermaersk; maersk |
mastercard.com: mastercard | maybank.com: maybank | mckinsey.com: mckinsey | melbourne.vic.gov.au: city melbourne |
mercadolibre.com: mercado libre; mercado livre; mercadolibre |
mercedes-benz.com: daimler; mercedesbenz; mercedesbenz group |
met.police.uk: metropolitan police; metropolitan police service | meta.com: meta; meta platforms |
metoffice.gov.uk: met office | metu.edu.tr: metu; odtu | michelin.com: michelin |
minbzk.nl: ministerie binnenlandse zaken | minfin.nl: ministerie financien |
minvws.nl: ministerie volksgezondheid welzijn en sport | mit.edu: mit | mmm.com: 3m | mod.gov.uk: ministry defence |
mol.hu: mol | montreal.ca: city montreal; ville montreal | morganstanley.com: morgan stanley |
mpg.de: max planck society; maxplanckgesellschaft | msf.org: doctors without borders; medecins sans frontieres |
msu.ru: mgu; msu lomonosov | mtn.com: mtn | munichre.com: munchener ruckversicherungsgesellschaft; munich re |
nab.com.au: nab; national australia bank | nasa.gov: nasa; national aeronautics space administration |
natwest.com: natwest; natwest group | nav.no: nav | navercorp.com: naver; neibeo |
nbcuni.com: nbc universal; nbcuniversal | nec.com: nec | nestle.com: nestle | networkrail.co.uk: network rail |
ngc.com: northrop grumman | nhs.net: national health service; nhs; nhs england |
nih.gov: national institutes health; nih | nike.com: nike | nissan.co.jp: nissan |
nist.gov: national institute standards technology; nist | noaa.gov: national oceanic atmospheric administration; noaa |
nokia.com: nokia | nordea.com: nordea | novartis.com: novartis | novonordisk.com: novo nordisk |
nrc-cnrc.gc.ca: national research council canada | nrk.no: nrk | ns.nl: nederlandse spoorwegen |
nsf.gov: national science foundation; nsf | ntnu.no: ntnu | ntt.com: ntt; ntt communications | nttdata.com: ntt data |
ntu.edu.sg: ntu; ntu singapore | nus.edu.sg: nus | nyc.gov: city new york; new york city | nytimes.com: new york times |
nyu.edu: nyu | ocbc.com: ocbc; ocbc bank | oebb.at: obb; osterreichische bundesbahnen | oecd.org: oecd |
olemiss.edu: ole miss | ons.gov.uk: office national statistics; ons |
ontario.ca: government ontario; ontario public service | orange.com: orange | orf.at: orf | orlen.pl: orlen; pkn orlen |
ornl.gov: oak ridge national laboratory; ornl | orsted.com: orsted | oslo.kommune.no: oslo kommune |
otpbank.hu: otp bank | ottawa.ca: city ottawa | panasonic.com: panasonic | paris.fr: mairie paris; ville paris |
parliament.uk: house commons; house lords; uk parliament | pasteur.fr: institut pasteur |
pemex.com: pemex; petroleos mexicanos | pepsico.com: pepsico | pertamina.com: pertamina | petrobras.com.br: petrobras |
petronas.com: petronas | pfizer.com: pfizer | pg.com: pg; procter gamble | phila.gov: city philadelphia |
philips.com: koninklijke philips; philips | phoenix.gov: city phoenix | pkobp.pl: pko bank polski; pko bp |
pku.edu.cn: beijingdaxue; pku | pnnl.gov: pacific northwest national laboratory; pnnl |
polisen.se: polisen; polismyndigheten | polytechnique.edu: ecole polytechnique | porsche.de: porsche |
portlandoregon.gov: city portland | posco.com: posco | post.ch: post; schweizerische post |
prefeitura.sp.gov.br: prefeitura sao paulo | princeton.edu: princeton | proximus.com: proximus | psu.edu: penn state |
purdue.edu: purdue | pwc.com: pricewaterhousecoopers; pwc | qantas.com.au: qantas | rabobank.nl: rabobank |
rakuten.com: rakuten | ratp.fr: ratp | rbc.com: rbc; royal bank canada | rbi.org.in: reserve bank india |
redcross.org: american red cross; red cross | renault.com: groupe renault; renault | renfe.es: renfe |
repsol.com: repsol | ri.se: rise | rijksoverheid.nl: rijksoverheid | riken.jp: riken |
ril.com: reliance; reliance industries | riotinto.com: rio tinto | rivm.nl: rivm | rki.de: rki; robert kochinstitut |
roche.com: hoffmannla roche; roche | rolls-royce.com: rollsroyce | rtx.com: raytheon; rtx | rwe.com: rwe |
rws.nl: rijkswaterstaat | rwth-aachen.de: rwth; rwth aachen | saabgroup.com: saab | safaricom.co.ke: safaricom |
safrangroup.com: safran | sainsburys.co.uk: sainsburys | samsung.com: samseongjeonja; samsung; samsung electronics |
sandia.gov: sandia; sandia national laboratories | sandiego.gov: city san diego | sanmiguel.com.ph: san miguel |
sanofi.com: sanofi | sante.gouv.fr: ministere sante | sbb.ch: cff; sbb; schweizerische bundesbahnen |
sberbank.ru: sberbank | sbi.co.in: sbi; state bank india | sc.com: standard chartered | scania.com: scania |
sciencespo.fr: sciences po | scotiabank.com: bank nova scotia; scotiabank | se.abb.com: abb |
seattle.gov: city seattle | seb.se: seb; skandinaviska enskilda banken | sec.gov: sec; securities exchange commission |
sfgov.org: city county san francisco; city san francisco | shell.com: royal dutch shell; shell |
siemens-energy.com: siemens energy | siemens-healthineers.com: siemens healthineers | siemens.com: siemens |
singtel.com: singtel | sintef.no: sintef | sk.com: sk; sk group | skat.dk: skat; skattestyrelsen |
skatteverket.se: skatteverket | skoda-auto.cz: skoda auto | sky.uk: sky |
sncf.fr: nationale chemins fer francais; sncf | snu.ac.kr: seouldaehaggyo | socgen.com: generale; socgen |
sony.com: sony; sony group | spotify.com: spotify | ssa.gov: social security administration |
standardbank.co.za: standard bank | stanford.edu: stanford | starbucks.com: starbucks |
state.gov: department state; state department; us department state | stellantis.com: psa; stellantis |
swisscom.com: swisscom | swissre.com: swiss re | t-mobile.com: tmobile; tmobile us | target.com: target |
tatamotors.com: tata motors | tatasteel.com: tata steel | tcd.ie: tcd; trinity college dublin |
tcs.com: tata consultancy services; tcs | td.com: td; td bank; torontodominion bank | team.telstra.com: telstra |
tec.mx: tec monterrey; tecnologico monterrey | techmahindra.com: tech mahindra | technion.ac.il: technion |
telecomitalia.it: telecom italia; tim | telefonica.com: telefonica | telekom.de: deutsche telekom; telekom deutschland |
telenor.com: telenor | telus.com: telus | tencent.com: tencent | tesco.com: tesco | tesla.com: tesla; tesla motors |
tfl.gov.uk: tfl; transport london | thalesgroup.com: thales; thales group | thomsonreuters.com: thomson reuters |
thy.com: turk hava yollari; turkish airlines | thyssenkrupp.com: thyssenkrupp | tno.nl: tno | toronto.ca: city toronto |
totalenergies.com: total; totalenergies | toyota.co.jp: toyota; toyota motor; toyotazidongche |
treasury.gov: department treasury; us treasury | trenitalia.it: trenitalia | tsinghua.edu.cn: qinghuadaxue; tsinghua |
ttu.edu: texas tech | tubitak.gov.tr: tubitak | u-tokyo.ac.jp: dongjingdaxue | ubc.ca: ubc | ubs.com: ubs |
ucd.ie: ucd | ucl.ac.uk: ucl | ucla.edu: ucla | uct.ac.za: uct | uhg.com: unitedhealth group |
um.krakow.pl: urzad miasta krakow; urzad miasta krakowa | um.warszawa.pl: urzad miasta warszawa; urzad mst warszawy |
un.org: un; united nations | unam.mx: unam; universidad nacional autonoma mexico | unc.edu: unc |
undp.org: undp; united nations development programme | unesco.org: unesco | unhcr.org: unhcr | unicamp.br: unicamp |
unicef.org: unicef | unicredit.eu: unicredit | unilever.com: unilever | united.com: united airlines |
unsw.edu.au: unsw | upenn.edu: upenn | upm.com: upm | ups.com: united parcel service; ups | us.af.mil: us air force |
ibm.com: ibm; international business machines | us.mcd.com: mcdonalds | us.navy.mil: us navy |
usbank.com: us bancorp; us bank | usc.edu: usc | usda.gov: department agriculture; usda |
usdoj.gov: us department justice | usgs.gov: geological survey; us geological survey; usgs | usp.br: usp |
usps.gov: united states postal service; usps | uspto.gov: patent trademark office; uspto | ust.hk: hkust |
utoronto.ca: u t | va.gov: department veterans affairs; veterans affairs | vale.com: vale |
vancouver.ca: city vancouver | vanguard.com: vanguard | vattenfall.com: vattenfall |
verizon.com: verizon; verizon communications | vestas.com: vestas | visa.com: visa | vodafone.com: vodafone |
volkswagen.de: volkswagen; vw | volvo.com: volvo; volvo group | volvocars.com: volvo cars | vt.edu: virginia tech |
vtt.fi: vtt | walmart.com: walmart; walmart stores | washpost.com: washington post |
wcc.govt.nz: wellington city council | weizmann.ac.il: weizmann institute; weizmann institute science |
wellsfargo.com: wells fargo | westpac.com.au: westpac | wfp.org: wfp; world food programme |
who.int: who; world health organization | wien.gv.at: magistrat stadt wien; stadt wien |
wikimedia.org: wikimedia foundation | wipro.com: wipro | wits.ac.za: wits |
worldbank.org: world bank; world bank group | wto.org: world trade organization; wto | yale.edu: yale |
yandex-team.ru: yandeks; yandex | yle.fi: yle | ypf.com: ypf | zf.com: zf; zf friedrichshafen | zte.com.cn: zte |
zurich.com: zurich insurance; zurich insurance group
""".split("|")))
