"""Lists of words. Built by `python data/build`; edit `data/scripts/hangul.toml` instead."""

# ruff: noqa
# fmt: off

__all__ = [
    "HANGUL_SURNAMES",
]

# Surname -> spellings in Latin letters.
HANGUL_SURNAMES = {key: tuple(values) for key, *values in map(str.split, """
김 kim | 이 lee yi rhee | 박 park pak | 최 choi choe | 정 jung jeong chung | 강 kang gang | 조 cho jo | 윤 yoon yun |
장 jang chang | 임 lim im | 한 han | 오 oh o | 서 seo suh | 신 shin sin | 권 kwon gwon | 황 hwang | 안 ahn an | 송 song |
류 ryu yoo | 유 yoo yu | 홍 hong | 전 jeon jun | 고 ko go | 문 moon mun | 양 yang | 손 son sohn | 배 bae | 백 baek paik |
허 heo hur huh | 남 nam | 심 shim sim | 노 noh roh no | 하 ha | 곽 kwak gwak | 성 sung seong | 차 cha | 주 joo ju | 우 woo u |
구 koo gu | 민 min | 나 na | 진 jin | 지 ji | 엄 um eom | 채 chae | 원 won | 천 chun cheon | 방 bang | 공 kong gong |
현 hyun hyeon | 함 ham | 변 byun byeon | 염 yeom yum | 여 yeo | 추 choo chu | 도 do | 소 so | 석 seok suk | 선 sun seon |
설 seol sul | 마 ma | 길 gil kil | 연 yeon | 위 wi | 표 pyo | 명 myung myeong | 기 ki gi | 반 ban | 왕 wang | 금 keum geum | 옥 ok |
육 yook yuk | 인 in | 맹 maeng | 제 je | 모 mo | 탁 tak | 국 kook guk | 어 eo | 은 eun | 편 pyun pyeon | 용 yong |
남궁 namgung namkoong | 황보 hwangbo | 제갈 jegal | 사공 sagong | 선우 sunwoo seonu | 독고 dokgo | 서문 seomun
""".split("|"))}
