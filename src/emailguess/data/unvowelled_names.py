"""Lists of words. Built by `python data/build`; edit `data/scripts/unvowelled.toml` instead."""

# ruff: noqa
# fmt: off

__all__ = [
    "UNVOWELLED",
]

# Name -> spellings in Latin letters.
UNVOWELLED = {key: tuple(values) for key, *values in map(str.split, """
محمد mohamed mohammed muhammad | احمد ahmed ahmad | علي ali | على ali | حسن hassan hasan |
حسين hussein hussain hossein | خالد khalid khaled | عمر omar umar | عثمان othman osman | محمود mahmoud mahmud |
مصطفى mostafa mustafa | ابراهيم ibrahim | يوسف youssef yousef yusuf | سعيد saeed said | سامي sami | سمير samir sameer |
كريم karim kareem | طارق tarek tariq | ياسر yasser yasir | عادل adel adil | ناصر nasser nasir | وليد walid waleed |
ماجد majid majed | فهد fahad fahd | سلطان sultan | راشد rashid rashed | حمد hamad | حامد hamed hamid |
جمال jamal gamal | كمال kamal | هشام hisham hesham | زياد ziad ziyad | ايمن ayman | اسامة osama usama |
صالح saleh salih | عيسى issa eisa | موسى moussa musa | داود daoud dawood | بلال bilal | انس anas | امير amir ameer |
رامي rami ramy | نبيل nabil nabeel | فيصل faisal faysal | منصور mansour mansoor | فاطمة fatima fatma |
عائشة aisha aicha | مريم mariam maryam | زينب zainab zeinab | خديجة khadija | ليلى layla leila | سارة sara sarah |
نور noor nour | هدى huda hoda | سلمى salma | رانيا rania | دينا dina | امل amal | منى mona muna | نادية nadia |
ياسمين yasmin yasmine | لينا lina | ريم reem rim | هند hind | سعاد souad suad | نجلاء najla |
عبدالله abdullah abdallah | عبدالرحمن abdulrahman abdelrahman | عبدالعزيز abdulaziz abdelaziz | خطيب khatib khateeb |
نجار najjar | حداد haddad | مصري masri | شريف sharif sherif | بكري bakri | هاشمي hashimi hashemi | زهراني zahrani |
غامدي ghamdi | قحطاني qahtani | شمري shammari | عتيبي otaibi | حربي harbi | دوسري dosari dossari |
منصوري mansoori mansouri | نعيمي nuaimi naimi | كعبي kaabi | مزروعي mazrouei mazroui | فارسي farsi | سعدي saadi |
محمدي mohammadi | احمدي ahmadi | حسینی hosseini hoseini | رضایی rezaei | کریمی karimi | موسوی mousavi | جعفری jafari |
علی ali | رضا reza | حسین hossein | مهدی mehdi mahdi | امیر amir | سینا sina | آرش arash | بهرام bahram | مینا mina |
نسرین nasrin | شیرین shirin | پروین parvin | هاشمی hashemi | رحیمی rahimi | کاظمی kazemi | صادقی sadeghi |
اکبری akbari | محمدی mohammadi | احمدی ahmadi | زهرا zahra | فاطمه fatemeh | خان khan | شاہ shah | דוד david |
כהן cohen | לוי levi levy | משה moshe | יוסף yosef joseph | אברהם avraham abraham | יעקב yaakov jacob | יצחק yitzhak |
שרה sara sarah | רחל rachel | רבקה rivka | לאה lea leah | מרים miriam | חנה hana hanna | נועה noa | תמר tamar |
מיכל michal | יעל yael | רונית ronit | אורית orit | שירה shira | מאיה maya | ענת anat | גיל gil | רון ron | דן dan |
אורי uri ori | עמית amit | יונתן yonatan jonathan | דניאל daniel | מיכאל michael | רפאל rafael | שמעון shimon simon |
אלון alon | איתן eitan | עומר omer | מזרחי mizrahi | פרץ peretz perez | ביטון biton | אזולאי azoulay | פרידמן friedman |
אברהמי avrahami | מלכה malka | גבאי gabay | כץ katz | שפירא shapira shapiro | לביא lavi | ברק barak | שלום shalom |
בן ben | בר bar | לב lev | ארי ari | יואב yoav | สมชาย somchai | สมศักดิ์ somsak | สมหญิง somying | สมบัติ sombat |
ประเสริฐ prasert | วิชัย wichai vichai | สุรชัย surachai | อนันต์ anan | มานะ mana | มานี manee | มาลี malee |
อรุณ arun | สุดา suda | นิดา nida | ปราณี pranee | วันดี wandee | ใจดี jaidee chaidi | ศรีสุข srisuk | ทองดี thongdee |
รักไทย rakthai | สุขใจ sukjai | ชาญชัย chanchai | ณรงค์ narong | พงศ์ศักดิ์ pongsak | ธนพล thanapon | นภา napa
""".split("|"))}
