"""Surnames of cultures that write the family name first, in Latin letters and without accents.

It lists the commonest ones, to tell which end of a name the family name stands at; a word it does not list may be a
surname all the same. Nothing here is counted from people: the lists are those of national statistics.
"""

from __future__ import annotations

__all__ = [
    "BENGALI",
    "COMMONEST",
    "EASTERN",
    "FAMILY_FIRST_COUNTRIES",
    "INITIALS_FIRST_COUNTRIES",
    "VIETNAMESE",
    "culture",
]

# Where a name written in the country's own way has the family name first (A Guide to Names and Naming Practices, UK,
# 2006; for Hungary and Cambodia as well).
FAMILY_FIRST_COUNTRIES = frozenset("CN TW HK MO SG JP KR KP VN KH HU".split())
# Where an initial in front stands for the father's name (the same guide, on Tamil and Sinhala names).
INITIALS_FIRST_COUNTRIES = frozenset("IN LK MY SG".split())

# Vietnamese: fourteen surnames cover nine people in ten; the rest of the list are the next ones.
VIETNAMESE = frozenset(
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh trinh doan mai truong luong cao ta "
    "thai phung luu".split()
)
# Chinese in pinyin, Wade-Giles, Cantonese and Hokkien writing; Korean as in passports; Hungarian. No short word that
# is a usual given name elsewhere (An, Do, Jo, Kim as well as Lee stay: they are surnames far more often here).
EASTERN = frozenset(
    "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin guo liang luo song zheng xie han tang "
    "feng dong "
    "xiao cheng cao yuan deng fu shen zeng peng su jiang cai jia ding wei xue ye yan pan du dai xia zhong tian "
    "fan fang "
    "shi yao liao zou xiong jin kong bai cui kang mao qiu qin gu hou shao meng wan duan qian tao he "
    "chang hsu tsai hsieh kuo cheng tseng chiu chou chiang tsao "
    "wong chan lee cheung lau leung ng kwok kwan yeung tse tsang lam chow fung yip mak ho poon hui tang kwong szeto "
    "tan lim ong goh koh chua teo ang yeo toh sim neo "
    "kim park choi jung jeong chung kang cho yoon yun jang lim shin kwon hwang ahn song ryu yoo hong jeon moon "
    "yang son "
    "bae baek heo nam shim noh kwak sung cha joo woo koo min jin um chae oh seo suh han "
    "nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp takacs juhasz lakatos meszaros "
    "olah racz "
    "fekete szilagyi torok feher gal kis szucs kocsis fodor pinter szalai biro "
    "sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi "
    "matsumoto "
    "inoue kimura hayashi shimizu saito yamazaki mori abe ikeda hashimoto yamashita ishikawa nakajima maeda "
    "fujita ogawa "
    "goto okada hasegawa murakami kondo ishii".split()
)

# Of those, what is hardly ever a syllable of a given name.
COMMONEST = frozenset(
    "kim lee park choi jung chung kang cho yoon jang lim wang li zhang liu chen yang huang zhao zhou chan wong "
    "cheung lau "
    "ng tan goh chua lam chow chang tsai nagy kovacs szabo horvath toth tanaka sato suzuki".split()
)
# Bengali surnames of one or two syllables that are no given names; lists print them first.
BENGALI = frozenset("sen bose ghosh basu dutta mitra banerjee mukherjee chatterjee chakraborty ganguly".split())


def culture(surname: str) -> str:
    """The kind of family-first surname an unaccented lower-case word is: "v" Vietnamese, "e" another, "" none.

    >>> culture("nguyen"), culture("tanaka"), culture("miller")
    ('v', 'e', '')
    """
    return "v" if surname in VIETNAMESE else "e" if surname in EASTERN else ""
