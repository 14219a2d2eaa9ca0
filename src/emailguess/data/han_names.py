"""Lists of words. Built by `python data/build`; edit `data/scripts/han.toml` and `data/scripts/japanese.toml` instead."""

# ruff: noqa
# fmt: off

__all__ = [
    "HAN_COMPOUND_SURNAMES",
    "HAN_SURNAME_CANTONESE",
    "HAN_SURNAME_PINYIN",
    "JAPANESE_GIVEN_NAMES",
    "JAPANESE_SURNAMES",
]

# Surnames of two characters.
HAN_COMPOUND_SURNAMES = frozenset("""
万俟 上官 东方 令狐 公孙 公孫 单于 南宫 南宮 司徒 司馬 司马 呼延 夏侯 宇文 尉迟 尉遲 慕容 東方 欧阳 歐陽 淳于 澹台 澹臺 独孤 獨孤 申屠 百里 皇甫 端木 聞人 西門 西门 諸葛 诸葛 軒轅 轩辕 長孫 长孙
闻人
""".split())

# Surnames that read otherwise than the character mostly does, in pinyin.
HAN_SURNAME_PINYIN = {key: value for key, value in map(str.split, """
曾 zeng | 单 shan | 單 shan | 仇 qiu | 查 zha | 解 xie | 任 ren | 葛 ge | 华 hua | 華 hua | 区 ou | 區 ou | 朴 piao | 冼 xian |
乐 yue | 樂 yue | 翟 zhai | 宓 mi | 覃 qin | 缪 miao | 繆 miao | 尉迟 yuchi | 尉遲 yuchi | 长孙 zhangsun | 長孫 zhangsun | 万俟 moqi |
种 chong | 召 shao | 祭 zhai | 折 she | 黑 he | 盖 gai | 蓋 gai | 纪 ji | 紀 ji | 燕 yan | 应 ying | 應 ying | 宁 ning | 寧 ning |
沈 shen | 藏 zang | 贾 jia | 賈 jia
""".split("|"))}

# Surnames as Hong Kong writes them.
HAN_SURNAME_CANTONESE = {key: value for key, value in map(str.split, """
陈 chan | 陳 chan | 王 wong | 李 lee | 张 cheung | 張 cheung | 刘 lau | 劉 lau | 黄 wong | 黃 wong | 林 lam | 吴 ng | 吳 ng |
周 chow | 徐 tsui | 孙 suen | 孫 suen | 朱 chu | 马 ma | 馬 ma | 胡 wu | 郭 kwok | 何 ho | 罗 lo | 羅 lo | 高 ko | 郑 cheng |
鄭 cheng | 梁 leung | 谢 tse | 謝 tse | 宋 sung | 唐 tong | 许 hui | 許 hui | 邓 tang | 鄧 tang | 冯 fung | 馮 fung | 韩 hon |
韓 hon | 曹 tso | 曾 tsang | 彭 pang | 蔡 choi | 潘 poon | 杨 yeung | 楊 yeung | 叶 yip | 葉 yip | 余 yu | 苏 so | 蘇 so | 卢 lo |
盧 lo | 江 kong | 吕 lui | 呂 lui | 丁 ting | 沈 shum | 魏 ngai | 方 fong | 邱 yau | 赖 lai | 賴 lai | 赵 chiu | 趙 chiu | 钟 chung |
鍾 chung | 鐘 chung | 石 shek | 廖 liu | 戴 tai | 范 fan | 施 sze | 洪 hung | 温 wan | 溫 wan | 侯 hau | 关 kwan | 關 kwan | 麦 mak |
麥 mak | 谭 tam | 譚 tam | 陆 luk | 陸 luk | 霍 fok | 龙 lung | 龍 lung | 莫 mok | 伍 ng | 欧 au | 區 au | 文 man | 甘 kam |
蒋 tseung | 蔣 tseung | 欧阳 auyeung | 歐陽 auyeung | 司徒 szeto
""".split("|"))}

# Surname -> reading.
JAPANESE_SURNAMES = {key: value for key, value in map(str.split, """
佐藤 satō | 鈴木 suzuki | 高橋 takahashi | 田中 tanaka | 伊藤 itō | 渡辺 watanabe | 渡邊 watanabe | 山本 yamamoto | 中村 nakamura |
小林 kobayashi | 加藤 katō | 吉田 yoshida | 山田 yamada | 佐々木 sasaki | 山口 yamaguchi | 松本 matsumoto | 井上 inoue | 木村 kimura |
清水 shimizu | 山崎 yamazaki | 阿部 abe | 池田 ikeda | 橋本 hashimoto | 山下 yamashita | 石川 ishikawa | 中島 nakajima | 前田 maeda |
藤田 fujita | 小川 ogawa | 後藤 gotō | 岡田 okada | 長谷川 hasegawa | 村上 murakami | 近藤 kondō | 石井 ishii | 斎藤 saitō | 齋藤 saitō |
斉藤 saitō | 坂本 sakamoto | 遠藤 endō | 青木 aoki | 藤井 fujii | 西村 nishimura | 福田 fukuda | 太田 ōta | 三浦 miura | 藤原 fujiwara |
岡本 okamoto | 松田 matsuda | 中川 nakagawa | 中野 nakano | 原田 harada | 小野 ono | 田村 tamura | 竹内 takeuchi | 金子 kaneko | 和田 wada |
中山 nakayama | 石田 ishida | 上田 ueda | 森田 morita | 柴田 shibata | 酒井 sakai | 工藤 kudō | 横山 yokoyama | 宮崎 miyazaki |
宮本 miyamoto | 内田 uchida | 高木 takagi | 安藤 andō | 大野 ōno | 谷口 taniguchi | 丸山 maruyama | 今井 imai | 大塚 ōtsuka |
藤本 fujimoto | 武田 takeda | 村田 murata | 上野 ueno | 杉山 sugiyama | 増田 masuda | 平野 hirano | 菅原 sugawara | 小島 kojima |
久保 kubo | 松井 matsui | 千葉 chiba | 岩崎 iwasaki | 桜井 sakurai | 木下 kinoshita | 野口 noguchi | 松尾 matsuo | 野村 nomura |
菊地 kikuchi | 佐野 sano | 大西 ōnishi | 杉本 sugimoto | 新井 arai | 古川 furukawa | 浜田 hamada | 市川 ichikawa | 小松 komatsu |
島田 shimada | 水野 mizuno | 高田 takada | 吉川 yoshikawa | 山内 yamauchi | 西田 nishida | 菊池 kikuchi | 北村 kitamura | 安田 yasuda |
五十嵐 igarashi | 川口 kawaguchi | 平田 hirata | 関 seki | 中田 nakata | 久保田 kubota | 服部 hattori | 東 azuma | 岩田 iwata |
土屋 tsuchiya
""".split("|"))}

# Given name -> reading.
JAPANESE_GIVEN_NAMES = {key: value for key, value in map(str.split, """
太郎 tarō | 一郎 ichirō | 次郎 jirō | 健太 kenta | 健一 kenichi | 翔太 shōta | 大輔 daisuke | 直樹 naoki | 拓也 takuya | 誠 makoto |
浩 hiroshi | 健 ken | 学 manabu | 剛 tsuyoshi | 隆 takashi | 茂 shigeru | 大樹 daiki | 達也 tatsuya | 和也 kazuya | 哲也 tetsuya |
雄太 yūta | 裕太 yūta | 亮 ryō | 涼 ryō | 修 osamu | 進 susumu | 博 hiroshi | 清 kiyoshi | 勇 isamu | 花子 hanako | 陽子 yōko |
恵子 keiko | 裕子 yūko | 洋子 yōko | 久美子 kumiko | 由美子 yumiko | 智子 tomoko | 直子 naoko | 真由美 mayumi | 明美 akemi | 美咲 misaki |
愛 ai | 彩 aya | 麻衣 mai | 恵 megumi | 香織 kaori | 美穂 miho | 綾 aya | 葵 aoi | 結衣 yui | 由美 yumi | 幸子 sachiko | 和子 kazuko |
京子 kyōko | 桜 sakura | 千尋 chihiro | 舞 mai
""".split("|"))}
