"""Arabic, Persian, Hebrew and Thai: the letters do not tell the sound, so common names are listed with their spellings.

A name that is not listed is refused: a skeleton of consonants is nobody's address. The spellings are those in common
use, the commonest first; the lists hold names, not people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from emailguess.names.romanization import Answers, Romaniser, Word, script_of, untold

__all__ = ["ROMANISER"]

_NAMES: dict[str, tuple[str, ...]] = {
    line.split()[0]: tuple(line.split()[1:])
    for line in (
        # Arabic and Persian
        "محمد mohamed mohammed muhammad,احمد ahmed ahmad,علي ali,على ali,حسن hassan hasan,حسين hussein hussain hossein,"
        "خالد khalid khaled,عمر omar umar,عثمان othman osman,محمود mahmoud mahmud,مصطفى mostafa mustafa,ابراهيم "
        "ibrahim,"
        "يوسف youssef yousef yusuf,سعيد saeed said,سامي sami,سمير samir sameer,كريم karim kareem,طارق tarek tariq,"
        "ياسر yasser yasir,عادل adel adil,ناصر nasser nasir,وليد walid waleed,ماجد majid majed,فهد fahad fahd,"
        "سلطان sultan,راشد rashid rashed,حمد hamad,حامد hamed hamid,جمال jamal gamal,كمال kamal,هشام hisham hesham,"
        "زياد ziad ziyad,ايمن ayman,اسامة osama usama,صالح saleh salih,عيسى issa eisa,موسى moussa musa,داود "
        "daoud dawood,"
        "بلال bilal,انس anas,امير amir ameer,رامي rami ramy,نبيل nabil nabeel,فيصل faisal faysal,منصور mansour mansoor,"
        "فاطمة fatima fatma,عائشة aisha aicha,مريم mariam maryam,زينب zainab zeinab,خديجة khadija,ليلى layla leila,"
        "سارة sara sarah,نور noor nour,هدى huda hoda,سلمى salma,رانيا rania,دينا dina,امل amal,منى mona muna,"
        "نادية nadia,"
        "ياسمين yasmin yasmine,لينا lina,ريم reem rim,هند hind,سعاد souad suad,نجلاء najla,"
        "عبدالله abdullah abdallah,عبدالرحمن abdulrahman abdelrahman,عبدالعزيز abdulaziz abdelaziz,"
        "خطيب khatib khateeb,نجار najjar,حداد haddad,مصري masri,شريف sharif sherif,بكري bakri,هاشمي hashimi hashemi,"
        "زهراني zahrani,غامدي ghamdi,قحطاني qahtani,شمري shammari,عتيبي otaibi,حربي harbi,دوسري dosari dossari,"
        "منصوري mansoori mansouri,نعيمي nuaimi naimi,كعبي kaabi,مزروعي mazrouei mazroui,فارسي farsi,سعدي saadi,"
        "محمدي mohammadi,احمدي ahmadi,حسینی hosseini hoseini,رضایی rezaei,کریمی karimi,موسوی mousavi,جعفری jafari,"
        "علی ali,رضا reza,حسین hossein,مهدی mehdi mahdi,امیر amir,سینا sina,آرش arash,بهرام bahram,مینا mina,"
        "نسرین nasrin,"
        "شیرین shirin,پروین parvin,هاشمی hashemi,رحیمی rahimi,کاظمی kazemi,صادقی sadeghi,اکبری akbari,محمدی mohammadi,"
        "احمدی ahmadi,زهرا zahra,فاطمه fatemeh,خان khan,شاہ shah,"
        # Hebrew
        "דוד david,כהן cohen,לוי levi levy,משה moshe,יוסף yosef joseph,אברהם avraham abraham,יעקב yaakov jacob,"
        "יצחק yitzhak,"
        "שרה sara sarah,רחל rachel,רבקה rivka,לאה lea leah,מרים miriam,חנה hana hanna,נועה noa,תמר tamar,מיכל michal,"
        "יעל yael,רונית ronit,אורית orit,שירה shira,מאיה maya,ענת anat,גיל gil,רון ron,דן dan,אורי uri ori,עמית amit,"
        "יונתן yonatan jonathan,דניאל daniel,מיכאל michael,רפאל rafael,שמעון shimon simon,אלון alon,איתן eitan,"
        "עומר omer,"
        "מזרחי mizrahi,פרץ peretz perez,ביטון biton,אזולאי azoulay,פרידמן friedman,אברהמי avrahami,מלכה malka,"
        "גבאי gabay,"
        "כץ katz,שפירא shapira shapiro,לביא lavi,ברק barak,שלום shalom,בן ben,בר bar,לב lev,ארי ari,יואב yoav,"
        # Thai
        "สมชาย somchai,สมศักดิ์ somsak,สมหญิง somying,สมบัติ sombat,ประเสริฐ prasert,วิชัย wichai vichai,สุรชัย "
        "surachai,อนันต์ anan,"
        "มานะ mana,มานี manee,มาลี malee,อรุณ arun,สุดา suda,นิดา nida,ปราณี pranee,วันดี wandee,ใจดี jaidee "
        "chaidi,ศรีสุข srisuk,"
        "ทองดี thongdee,รักไทย rakthai,สุขใจ sukjai,ชาญชัย chanchai,ณรงค์ narong,พงศ์ศักดิ์ pongsak,ธนพล "
        "thanapon,นภา napa"
    ).split(",")
}
_ANSWERS = ("usual", "second", "third")
_ARTICLE = "ال"


def _bare(text: str) -> str:
    """A word as the table has it: no vowel signs, plain alif, Arabic letters for their Persian look-alikes."""
    text = unicodedata.normalize("NFC", text)
    if script_of(text) == "THAI":
        return text
    text = re.sub("[\u064b-\u065f\u0670\u0640\u0591-\u05c7]", "", text)
    return text.translate(str.maketrans("أإٱ", "ااا")).replace("'", "").replace("-", "")


def _listed(text: str) -> tuple[tuple[str, ...], bool]:
    """Spellings of a word and whether it has the Arabic article; no spellings where it is not listed."""
    bare = _bare(text)
    if bare in _NAMES:
        return _NAMES[bare], False
    if bare.startswith(_ARTICLE) and bare[2:] in _NAMES:
        return _NAMES[bare[2:]], True
    return (), False


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    spellings, article = _listed(word.text)
    found: dict[str, Sequence[str]] = {}
    if len(spellings) > 1:
        found["listed-spelling"] = _ANSWERS[: len(spellings)]
    if article:
        found["written-article"] = ("al", "el", "none")
    return found


def _write(word: Word, answers: Answers, country: str) -> str:
    spellings, article = _listed(word.text)
    if not spellings:
        raise untold(word.text, "these letters do not tell how the name sounds, and it is not among those listed")
    place = _ANSWERS.index(answers.get("listed-spelling", "usual"))
    name = spellings[min(place, len(spellings) - 1)]
    head = answers.get("written-article", "al")
    return name if not article or head == "none" else head + name


ROMANISER = Romaniser(_questions, _write)
