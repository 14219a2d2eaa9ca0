"""Han characters: Chinese names in pinyin, Wade-Giles or with a Cantonese surname; the commonest Japanese names.

Pinyin of a character is anyascii's; surnames that read otherwise, and the Cantonese ones, are listed. Japanese names
that are not listed are looked up in a dictionary (`kanji`) where the country or kana beside them say that they are
Japanese; Chinese given names in Cantonese cannot be told from the characters. Sources: ISO 7098, the Wade-Giles table
of the Library of Congress, the Hong Kong Government's Cantonese romanisation, Hepburn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from emailguess.names.romanization import Answers, Romaniser, Word, _transliterated, kanji, untold
from emailguess.names.romanization.kana import hepburn
from emailguess.names.romanization.latin import long_vowel_questions, long_vowels

__all__ = ["COMPOUND_SURNAMES", "ROMANISER", "japanese_split"]

COMPOUND_SURNAMES = frozenset(
    "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 宇文 长孙 長孫 夏侯 "
    "端木 西门 西門 南宫 南宮 "
    "独孤 獨孤 轩辕 軒轅 申屠 呼延 闻人 聞人 淳于 单于 万俟 百里 澹台 澹臺".split()
)
# Surnames that read otherwise than the character mostly does.
_SURNAME_PINYIN = dict(
    pair.split(":")
    for pair in (
        "曾:zeng 单:shan 單:shan 仇:qiu 查:zha 解:xie 任:ren 葛:ge 华:hua 華:hua 区:ou 區:ou 朴:piao 冼:xian "
        "乐:yue 樂:yue "
        "翟:zhai 宓:mi 覃:qin 缪:miao 繆:miao 尉迟:yuchi 尉遲:yuchi 长孙:zhangsun 長孫:zhangsun 万俟:moqi "
        "种:chong 召:shao "
        "祭:zhai 折:she 黑:he 盖:gai 蓋:gai 纪:ji 紀:ji 燕:yan 应:ying 應:ying 宁:ning 寧:ning 沈:shen 藏:zang "
        "贾:jia 賈:jia"
    ).split()
)
_CANTONESE = {
    char: latin
    for chars, latin in (
        line.split(":")
        for line in (
            "陈陳:chan 王:wong 李:lee 张張:cheung 刘劉:lau 黄黃:wong 林:lam 吴吳:ng 周:chow 徐:tsui 孙孫:suen "
            "朱:chu 马馬:ma "
            "胡:wu 郭:kwok 何:ho 罗羅:lo 高:ko 郑鄭:cheng 梁:leung 谢謝:tse 宋:sung 唐:tong 许許:hui 邓鄧:tang "
            "冯馮:fung "
            "韩韓:hon 曹:tso 曾:tsang 彭:pang 蔡:choi 潘:poon 杨楊:yeung 叶葉:yip 余:yu 苏蘇:so 卢盧:lo 江:kong "
            "吕呂:lui "
            "丁:ting 沈:shum 魏:ngai 方:fong 邱:yau 赖賴:lai 赵趙:chiu 钟鍾鐘:chung 石:shek 廖:liu 戴:tai "
            "范:fan 施:sze 洪:hung "
            "温溫:wan 侯:hau 关關:kwan 麦麥:mak 谭譚:tam 陆陸:luk 霍:fok 龙龍:lung 莫:mok 伍:ng 欧區:au 文:man "
            "甘:kam 蒋蔣:tseung"
        ).split()
    )
    for char in chars
} | {"欧阳": "auyeung", "歐陽": "auyeung", "司徒": "szeto"}
# ü after l and n is written u, v (the key on a keyboard) or yu (passports).
_UE = frozenset("吕呂女绿綠律旅侣侶闾閭率屡履")

_WG_INITIALS = [
    ("ch", "ch"), ("sh", "sh"), ("zh", "ch"), ("x", "hs"), ("q", "ch"), ("j", "ch"), ("r", "j"), ("b", "p"), ("d", "t"),
    ("g", "k"),
    ("z", "ts"), ("c", "ts"),
]  # fmt: skip
_WG_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "er": "erh",
    "you": "yu", "yan": "yen", "ye": "yeh", "yi": "i", "yong": "yung",
}  # fmt: skip
_WG_FINALS = [
    ("ong", "ung"), ("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"), ("iu", "iu"), ("uo", "o"),
]  # fmt: skip

# Commonest Japanese surnames and given names; a macron marks length.
_JAPANESE_SURNAMES = dict(
    pair.split(":")
    for pair in (
        "佐藤:satō 鈴木:suzuki 高橋:takahashi 田中:tanaka 伊藤:itō 渡辺:watanabe 渡邊:watanabe 山本:yamamoto "
        "中村:nakamura "
        "小林:kobayashi 加藤:katō 吉田:yoshida 山田:yamada 佐々木:sasaki 山口:yamaguchi 松本:matsumoto "
        "井上:inoue 木村:kimura "
        "清水:shimizu 山崎:yamazaki 阿部:abe 池田:ikeda 橋本:hashimoto 山下:yamashita 石川:ishikawa "
        "中島:nakajima 前田:maeda "
        "藤田:fujita 小川:ogawa 後藤:gotō 岡田:okada 長谷川:hasegawa 村上:murakami 近藤:kondō 石井:ishii "
        "斎藤:saitō 齋藤:saitō "
        "斉藤:saitō 坂本:sakamoto 遠藤:endō 青木:aoki 藤井:fujii 西村:nishimura 福田:fukuda 太田:ōta 三浦:miura "
        "藤原:fujiwara "
        "岡本:okamoto 松田:matsuda 中川:nakagawa 中野:nakano 原田:harada 小野:ono 田村:tamura 竹内:takeuchi "
        "金子:kaneko "
        "和田:wada 中山:nakayama 石田:ishida 上田:ueda 森田:morita 柴田:shibata 酒井:sakai 工藤:kudō "
        "横山:yokoyama 宮崎:miyazaki "
        "宮本:miyamoto 内田:uchida 高木:takagi 安藤:andō 大野:ōno 谷口:taniguchi 丸山:maruyama 今井:imai 大塚:ōtsuka "
        "藤本:fujimoto 武田:takeda 村田:murata 上野:ueno 杉山:sugiyama 増田:masuda 平野:hirano 菅原:sugawara "
        "小島:kojima "
        "久保:kubo 松井:matsui 千葉:chiba 岩崎:iwasaki 桜井:sakurai 木下:kinoshita 野口:noguchi 松尾:matsuo "
        "野村:nomura "
        "菊地:kikuchi 佐野:sano 大西:ōnishi 杉本:sugimoto 新井:arai 古川:furukawa 浜田:hamada 市川:ichikawa "
        "小松:komatsu "
        "島田:shimada 水野:mizuno 高田:takada 吉川:yoshikawa 山内:yamauchi 西田:nishida 菊池:kikuchi "
        "北村:kitamura 安田:yasuda "
        "五十嵐:igarashi 川口:kawaguchi 平田:hirata 関:seki 中田:nakata 久保田:kubota 服部:hattori 東:azuma "
        "岩田:iwata 土屋:tsuchiya"
    ).split()
)
_JAPANESE_GIVEN = dict(
    pair.split(":")
    for pair in (
        "太郎:tarō 一郎:ichirō 次郎:jirō 健太:kenta 健一:kenichi 翔太:shōta 大輔:daisuke 直樹:naoki 拓也:takuya "
        "誠:makoto 浩:hiroshi "
        "健:ken 学:manabu 剛:tsuyoshi 隆:takashi 茂:shigeru 大樹:daiki 達也:tatsuya 和也:kazuya 哲也:tetsuya "
        "雄太:yūta 裕太:yūta "
        "亮:ryō 涼:ryō 修:osamu 進:susumu 博:hiroshi 清:kiyoshi 勇:isamu 花子:hanako 陽子:yōko 恵子:keiko "
        "裕子:yūko 洋子:yōko "
        "久美子:kumiko 由美子:yumiko 智子:tomoko 直子:naoko 真由美:mayumi 明美:akemi 美咲:misaki 愛:ai 彩:aya "
        "麻衣:mai 恵:megumi "
        "香織:kaori 美穂:miho 綾:aya 葵:aoi 結衣:yui 由美:yumi 幸子:sachiko 和子:kazuko 京子:kyōko 桜:sakura "
        "千尋:chihiro 舞:mai"
    ).split()
)


def japanese_split(text: str, country: str = "") -> int:
    """How many characters of an undivided name are a Japanese surname; 0 if it may be none.

    Without the country only listed names are taken for Japanese.

    >>> japanese_split("田中太郎"), japanese_split("王小明")
    (2, 0)
    """
    text = text.translate(_VARIANTS)
    listed = next((i for i in (3, 2, 1) if text[:i] in _JAPANESE_SURNAMES and text[i:] in _JAPANESE_GIVEN), 0)
    return listed or (kanji.split(text) if country == "JP" else 0)


# Forms of characters that only names have.
_VARIANTS = str.maketrans("髙﨑", "高崎")


@lru_cache(maxsize=1024)
def _japanese(word: Word, country: str) -> tuple[str, ...]:
    """Japanese readings with macrons, the likeliest first; none where the word is taken for Chinese."""
    text = word.text.translate(_VARIANTS)
    # The lists are short: a given name of two characters and more that is on them is hardly ever Chinese.
    alone = word.family or len(text) > 1 or country == "JP"
    listed = (_JAPANESE_SURNAMES if word.family else _JAPANESE_GIVEN).get(text, "") if alone else ""
    read = tuple([hepburn(r, marked=True) for r in kanji.readings(text, family=word.family)]) if country == "JP" else ()
    # What is listed is read so by most people who bear it.
    return tuple(dict.fromkeys((listed, *read))) if listed else read


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    japanese = _japanese(word, country)
    if japanese:
        found = long_vowel_questions("".join(japanese))
        if len(japanese) > 1:
            found["kanji-surname" if word.family else "kanji-given"] = _READINGS[: len(japanese)]
        return found
    if country == "JP":
        return {}
    found = {"han-system": ("pinyin", "wade-giles", "cantonese")}
    if any(c in _UE for c in word.text):
        found["pinyin-ue"] = ("v", "yu", "u")
    return found


_READINGS = ("usual", "second", "third", "fourth")


def _write(word: Word, answers: Answers, country: str) -> str:
    japanese = _japanese(word, country)
    if japanese:
        answer = answers.get("kanji-surname" if word.family else "kanji-given", "usual")
        return long_vowels(japanese[_READINGS.index(answer)], answers)
    if country == "JP" or any("\u3041" <= c <= "\u30ff" for c in word.text):
        missing = "" if kanji.installed() else " (pip install 'emailguess[japanese]' reads most names)"
        raise untold(word.text, f"the reading of these kanji cannot be told from the characters{missing}")
    system = answers.get("han-system", "pinyin")
    if word.family and system == "cantonese" and word.text in _CANTONESE:
        return _CANTONESE[word.text]
    if word.family and word.text in _SURNAME_PINYIN:
        syllables = [_SURNAME_PINYIN[word.text]]
    else:
        syllables = [_pinyin(c, answers) for c in word.text]
    if system == "wade-giles":
        syllables = [_wade_giles(s) for s in syllables]
    return ("" if word.family else "-").join(syllables)


def _pinyin(char: str, answers: Answers) -> str:
    syllable = _transliterated(char)
    if char in _UE:
        return syllable.replace("u", answers.get("pinyin-ue", "u"))
    return syllable


def _wade_giles(syllable: str) -> str:
    """Wade-Giles without its marks, as names on cards have it.

    >>> [_wade_giles(s) for s in ("zhang", "xiao", "zhi", "jian", "guo", "cai", "de")]
    ['chang', 'hsiao', 'chih', 'chien', 'kuo', 'tsai', 'te']
    """
    if syllable in _WG_WHOLE:
        return _WG_WHOLE[syllable]
    for pinyin, own in _WG_INITIALS:
        if syllable.startswith(pinyin):
            syllable = own + syllable[len(pinyin) :]
            break
    for pinyin, own in _WG_FINALS:
        if syllable.endswith(pinyin) and not (pinyin == "uo" and re.match("[kh]|sh", syllable)):
            return syllable[: -len(pinyin)] + own
    return syllable


ROMANISER = Romaniser(_questions, _write)
