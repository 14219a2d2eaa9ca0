"""Write the sample files beside this module, with invented people at `.example` domains: `python tests/cases/files/make.py`.

Each file has the titles and quirks of a published layout (`README.md` cites them), or a language, or an encoding. What
each holds is written to `expected.json`: given name, family name, address and company of everybody who has an address.

Start reading at `main`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
Person = tuple[str, str, str, str]

EUROPE: list[Person] = [
    ("Bob", "Jones", "bjones@acme.example", "Acme Test Inc"),
    ("Zoë", "Großmann", "zgrossmann@acme.example", "Acme Test Inc"),
    ("José", "Núñez Prieto", "jnunez@acme.example", "Acme Test Inc"),
    ("Tom", "O'Brien", "tom.obrien@bluewidget.example", "Blue Widget GmbH"),
    ("Aïda", "Lefèvre", "aida.lefevre@bluewidget.example", "Blue Widget GmbH"),
    ("Piet", "van den Berg", "", "Blue Widget GmbH"),
]
CENTRAL: list[Person] = [
    ("Łukasz", "Żółkiewski", "lzolkiewski@acme.example", "Acme Test Inc"),
    ("Małgorzata", "Dąbrowska", "mdabrowska@acme.example", "Acme Test Inc"),
    ("Jiří", "Novák", "jnovak@acme.example", "Acme Test Inc"),
    ("Ágnes", "Kovács", "agnes.kovacs@bluewidget.example", "Blue Widget GmbH"),
    ("Ştefan", "Ionescu", "stefan.ionescu@bluewidget.example", "Blue Widget GmbH"),
]
TURKISH: list[Person] = [
    ("İbrahim", "Yıldız", "iyildiz@acme.example", "Acme Test AŞ"),
    ("Ayşe", "Şahin", "asahin@acme.example", "Acme Test AŞ"),
    ("Çağla", "Öztürk", "cozturk@acme.example", "Acme Test AŞ"),
    ("Gökhan", "Doğan", "gdogan@acme.example", "Acme Test AŞ"),
]
CYRILLIC: list[Person] = [
    ("Пётр", "Иванов", "pivanov@acme.example", "ООО Пример"),
    ("Анна", "Сидорова", "asidorova@acme.example", "ООО Пример"),
    ("Ольга", "Кузнецова", "okuznetsova@acme.example", "ООО Пример"),
    ("Дмитрий", "Щербаков", "dscherbakov@acme.example", "ООО Пример"),
]
GREEK: list[Person] = [
    ("Γιώργος", "Παπαδόπουλος", "gpapadopoulos@acme.example", "Παράδειγμα ΑΕ"),
    ("Ελένη", "Νικολάου", "enikolaou@acme.example", "Παράδειγμα ΑΕ"),
    ("Κώστας", "Δημητρίου", "kdimitriou@acme.example", "Παράδειγμα ΑΕ"),
]
JAPANESE: list[Person] = [
    ("太郎", "山田", "yamada@acme.example", "株式会社例示"),
    ("花子", "鈴木", "suzuki@acme.example", "株式会社例示"),
    ("健一", "佐藤", "sato@acme.example", "株式会社例示"),
]
CHINESE: list[Person] = [
    ("小明", "王", "xiaoming.wang@acme.example", "示例公司"),
    ("丽", "李", "li.li@acme.example", "示例公司"),
    ("伟", "张", "wei.zhang@acme.example", "示例公司"),
]
KOREAN: list[Person] = [
    ("철수", "김", "cskim@acme.example", "예시회사"),
    ("영희", "이", "yhlee@acme.example", "예시회사"),
    ("민준", "박", "mjpark@acme.example", "예시회사"),
]

# Titles by field: g given, f family, n whole (given first), N whole (family first), a address, p private address,
# c company; any other text is what stands in every row.
Layout = Sequence[tuple[str, str]]

PRODUCTS: dict[str, tuple[Layout, str, str]] = {
    "zoho.csv": (
        [
            ("Record Id", "zcrm_1"),
            ("Contact Owner", "Rita Boss"),
            ("First Name", "g"),
            ("Last Name", "f"),
            ("Account Name", "c"),
            ("Email", "p"),
            ("Secondary Email", "a"),
            ("Created Time", "2024-03-05 10:00:00"),
        ],
        ",",
        "utf-8",
    ),
    "pipedrive_people.csv": (
        [
            ("Person - Name", "n"),
            ("Person - Email - Work", "a"),
            ("Person - Email - Home", "p"),
            ("Person - Owner", "Rita Boss"),
            ("Person - Organization", "c"),
            ("Person - Person created", "2024-03-05"),
        ],
        ",",
        "utf-8",
    ),
    "hubspot_two_objects.csv": (
        [
            ("First Name", "g"),
            ("Last Name", "f"),
            ("Email Address", "a"),
            ("Name", "c"),
            ("Company Domain Name", "www.acme.example"),
            ("Phone Number", "+1"),
        ],
        ",",
        "utf-8",
    ),
    "salesforce_loader.csv": (
        [
            ("ID", "0030"),
            ("ACCOUNTID", "0010"),
            ("LASTNAME", "f"),
            ("FIRSTNAME", "g"),
            ("ACCOUNT.NAME", "c"),
            ("EMAIL", "a"),
            ("OWNERID", "0050"),
            ("CREATEDDATE", "2024-03-05T10:00:00.000Z"),
        ],
        ",",
        "utf-8",
    ),
    "lever.csv": (
        [
            ("Candidate Name", "n"),
            ("Emails", "p, a"),
            ("Phones", "+1"),
            ("Current Company", "c"),
            ("Owner", "Rita Boss <rita@ourfirm.example>"),
            ("Posting Owner", "Sam Boss"),
            ("Created At", "2024-03-05"),
        ],
        ",",
        "utf-8",
    ),
    "gem.csv": (
        [
            ("first_name", "g"),
            ("last_name", "f"),
            ("email", "a"),
            ("linkedin_url", "https://www.linkedin.com/in/x"),
            ("company", "c"),
            ("title", "Engineer"),
            ("recruiter_email", "rita@ourfirm.example"),
        ],
        ",",
        "utf-8",
    ),
    "rocketreach.csv": (
        [
            ("Name", "n"),
            ("Employer", "c"),
            ("Employer Domain", "acme.example"),
            ("Title", "CTO"),
            ("Recommended Email", "p"),
            ("Recommended Work Email", "a"),
            ("Recommended Personal Email", "p"),
            ("LinkedIn", "https://www.linkedin.com/in/x"),
        ],
        ",",
        "utf-8",
    ),
    "talent_hub.csv": (
        [
            ("candidate_id", "1"),
            ("project_id", "2"),
            ("first_name", "g"),
            ("last_name", "f"),
            ("emails", "p; a"),
            ("phone_numbers", "+1; +2"),
            ("tags", "x"),
            ("profile_url", "https://www.linkedin.com/in/x"),
        ],
        ",",
        "utf-8",
    ),
    "google_several.csv": (
        [
            ("First Name", "g"),
            ("Middle Name", ""),
            ("Last Name", "f"),
            ("Organization Name", "c"),
            ("Organization Title", ""),
            ("Labels", "* myContacts"),
            ("E-mail 1 - Label", "Home"),
            ("E-mail 1 - Value", "p"),
            ("E-mail 2 - Label", "* Work"),
            ("E-mail 2 - Value", "a ::: p"),
        ],
        ",",
        "utf-8",
    ),
    "hunter.csv": (
        [
            ("Email", "a"),
            ("First name", "g"),
            ("Last name", "f"),
            ("Position", "CTO"),
            ("Company", "c"),
            ("Confidence score", "97"),
            ("Verification status", "valid"),
            ("Domain", "acme.example"),
        ],
        ",",
        "utf-8",
    ),
    "sap_pipe.txt": (
        [
            ("Personnel No.", "000012"),
            ("Last name", "f"),
            ("First name", "g"),
            ("Company Code Text", "x"),
            ("E-mail", "a"),
            ("Organization", "c"),
        ],
        "|",
        "utf-8",
    ),
    "workable.csv": (
        [
            ("Candidate", "n"),
            ("Email", "a"),
            ("Job", "Engineer"),
            ("Stage", "Applied"),
            ("Recruiter", "Rita Boss"),
            ("Hiring Manager", "Sam Boss"),
            ("Company", "c"),
        ],
        ",",
        "utf-8",
    ),
    "excel_german.csv": (
        [
            ("Anrede", "Frau"),
            ("Titel", ""),
            ("Vorname", "g"),
            ("Name", "f"),
            ("Adresse", "Hauptstr. 1"),
            ("E-Mail geschäftlich", "a"),
            ("E-Mail privat", "p"),
            ("Firma", "c"),
        ],
        ";",
        "cp1252",
    ),
    "street_address.csv": (
        [("Full Name", "n"), ("Title", "Mr"), ("Address", "1 High Street"), ("Business Email", "a"), ("Account", "c")],
        ",",
        "utf-8-sig",
    ),
}

LANGUAGES: dict[str, tuple[Layout, str, str, list[Person]]] = {
    "french.csv": (
        [
            ("Civilité", "Mme"),
            ("Nom", "f"),
            ("Prénom", "g"),
            ("Fonction", "Acheteur"),
            ("Société", "c"),
            ("Adresse de messagerie", "a"),
        ],
        ";",
        "cp1252",
        EUROPE,
    ),
    "french_whole.csv": ([("Nom complet", "n"), ("Courriel", "a"), ("Entreprise", "c")], ",", "utf-8", EUROPE),
    "spanish.csv": (
        [
            ("Nombre", "g"),
            ("Apellidos", "f"),
            ("Correo electrónico", "a"),
            ("Empresa", "c"),
            ("Propietario", "Rita Boss"),
        ],
        ";",
        "cp1252",
        EUROPE,
    ),
    "portuguese.csv": (
        [
            ("Nome", "g"),
            ("Sobrenome", "f"),
            ("E-mail", "a"),
            ("Nome da empresa", "c"),
            ("Proprietário do contato", "Rita Boss"),
        ],
        ";",
        "utf-8-sig",
        EUROPE,
    ),
    "italian.csv": (
        [("Cognome", "f"), ("Nome", "g"), ("Posta elettronica", "a"), ("Azienda", "c")],
        ";",
        "cp1252",
        EUROPE,
    ),
    "dutch.csv": (
        [("Naam", "f"), ("Voornaam", "g"), ("E-mailadres", "a"), ("Bedrijfsnaam", "c"), ("Functie", "Inkoper")],
        ";",
        "utf-8",
        EUROPE,
    ),
    "swedish.csv": ([("Förnamn", "g"), ("Efternamn", "f"), ("E-post", "a"), ("Företag", "c")], ";", "cp1252", EUROPE),
    "danish.csv": (
        [("Fornavn", "g"), ("Efternavn", "f"), ("E-mailadresse", "a"), ("Virksomhed", "c")],
        ";",
        "cp1252",
        EUROPE,
    ),
    "finnish.csv": ([("Sukunimi", "f"), ("Etunimi", "g"), ("Sähköposti", "a"), ("Yritys", "c")], "\t", "utf-8", EUROPE),
    "polish.csv": (
        [("Imię", "g"), ("Nazwisko", "f"), ("Adres e-mail", "a"), ("Nazwa firmy", "c")],
        ";",
        "cp1250",
        CENTRAL,
    ),
    "polish_iso.csv": (
        [("Nazwisko i imię", "N"), ("E-mail", "a"), ("Firma", "c")],
        ";",
        "iso8859_2",
        [p for p in CENTRAL if p[0] != "Ştefan"],
    ),
    "czech.csv": ([("Příjmení", "f"), ("Jméno", "g"), ("E-mail", "a"), ("Společnost", "c")], ";", "utf-8", CENTRAL),
    "hungarian.csv": (
        [("Vezetéknév", "f"), ("Keresztnév", "g"), ("E-mail cím", "a"), ("Cég", "c")],
        ";",
        "cp1250",
        CENTRAL,
    ),
    "romanian.csv": (
        [("Nume", "f"), ("Prenume", "g"), ("Adresă de e-mail", "a"), ("Companie", "c")],
        ",",
        "utf-8",
        CENTRAL,
    ),
    "turkish.csv": ([("Ad", "g"), ("Soyad", "f"), ("E-posta", "a"), ("Şirket", "c")], ";", "cp1254", TURKISH),
    "turkish_whole.csv": ([("Ad Soyad", "n"), ("E-posta adresi", "a"), ("Kurum", "c")], ",", "utf-8", TURKISH),
    "russian.csv": (
        [("Фамилия", "f"), ("Имя", "g"), ("Электронная почта", "a"), ("Компания", "c"), ("Ответственный", "Босс Рита")],
        ";",
        "cp1251",
        CYRILLIC,
    ),
    "russian_koi8.csv": ([("ФИО", "N"), ("Почта", "a"), ("Организация", "c")], ";", "koi8_r", CYRILLIC),
    "greek.csv": (
        [("Όνομα", "g"), ("Επώνυμο", "f"), ("Διεύθυνση email", "a"), ("Εταιρεία", "c")],
        ";",
        "cp1253",
        GREEK,
    ),
    "greek_utf8.csv": ([("Ονοματεπώνυμο", "n"), ("E-mail", "a"), ("Εταιρεία", "c")], ",", "utf-8", GREEK),
    "japanese_sjis.csv": (
        [("姓", "f"), ("名", "g"), ("会社名", "c"), ("部署", "営業部"), ("メールアドレス", "a")],
        ",",
        "shift_jis",
        JAPANESE,
    ),
    "japanese_utf16.txt": ([("氏名", "N"), ("会社", "c"), ("電子メール", "a")], "\t", "utf-16-le", JAPANESE),
    "japanese_eucjp.csv": ([("氏名", "N"), ("メール", "a"), ("企業名", "c")], ",", "euc_jp", JAPANESE),
    "chinese_gb18030.csv": (
        [("姓名", "N"), ("邮箱", "a"), ("公司名称", "c"), ("职位", "工程师")],
        ",",
        "gb18030",
        CHINESE,
    ),
    "chinese_utf8.csv": ([("姓", "f"), ("名", "g"), ("电子邮件", "a"), ("公司", "c")], ",", "utf-8-sig", CHINESE),
    "korean_euckr.csv": ([("이름", "N"), ("이메일", "a"), ("회사명", "c"), ("직책", "부장")], ",", "euc_kr", KOREAN),
    "korean_utf8.csv": ([("성", "f"), ("이름(명)", "g"), ("이메일 주소", "a"), ("회사", "c")], ",", "utf-8", KOREAN),
    "mac_roman.csv": ([("Name", "n"), ("E-Mail", "a"), ("Firma", "c")], ";", "mac_roman", EUROPE),
    "utf16_be.csv": (
        [("First Name", "g"), ("Last Name", "f"), ("Email", "a"), ("Company", "c")],
        ",",
        "utf-16-be",
        EUROPE,
    ),
    "utf32.csv": ([("First Name", "g"), ("Last Name", "f"), ("Email", "a"), ("Company", "c")], ",", "utf-32", EUROPE),
    "unknown_language.csv": (
        [("Isim-isim", "g"), ("Ngaran", "f"), ("Surel-na", "a"), ("Pausahaan", "c")],
        ",",
        "utf-8",
        EUROPE,
    ),
}


def cell(code: str, person: Person, number: int) -> str:
    """What stands in a cell."""
    given, family, address, company = person
    private = f"no.such.person.{number}@gmail.com"
    asian = ord(family[0]) > 0x3000
    plain = {
        "g": given, "f": family, "n": f"{given} {family}", "a": address, "p": private, "c": company,
        "N": f"{family}{given}" if asian else f"{family} {given}",
        "p, a": ", ".join(filter(None, (private, address))), "p; a": "; ".join(filter(None, (private, address))),
        "a ::: p": " ::: ".join(filter(None, (address, private))),
    }  # fmt: skip
    return plain.get(code, code)


def delimited(layout: Layout, mark: str, people: Sequence[Person], end: str = "\r\n") -> str:
    """A table as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, lineterminator=end)
    writer.writerow([title for title, _ in layout])
    for number, person in enumerate(people):
        writer.writerow([cell(code, person, number) for _, code in layout])
    return out.getvalue()


def pieces(people: Sequence[Person], *, company: bool = True) -> list[dict[str, str]]:
    """What a file with these people holds."""
    keys = ("given", "family", "address", "company")
    return [dict(zip(keys, p if company else (*p[:3], ""), strict=True)) for p in people if p[2]]


def vcards(version: str, people: Sequence[Person]) -> str:
    """An address book."""
    import quopri

    cards = []
    for number, (given, family, address, company) in enumerate(people):
        lines = ["BEGIN:VCARD", f"VERSION:{version}"]
        if version == "2.1":

            def encoded(text: str) -> str:
                return quopri.encodestring(text.encode()).decode()

            lines.append(f"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{encoded(family)};{encoded(given)};;;")
            lines += [f"ORG:{company}", "EMAIL;HOME;INTERNET:" + f"no.such.person.{number}@gmail.com"]
            lines += [f"EMAIL;WORK;INTERNET:{address}"] if address else []
        else:
            lines += [f"N:{family};{given};;;", f"FN:{given} {family}", f"ORG:{company};HR"]
            lines += ["PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 60, " " + "B" * 70, " CCCC"]
            lines += [f"item1.EMAIL;TYPE=INTERNET:no.such.person.{number}@gmail.com", "item1.X-ABLabel:_$!<Home>!$_"]
            kind = "TYPE=work" if version == "4.0" else "type=INTERNET;type=WORK;type=pref"
            lines += [f"EMAIL;{kind}:{address[:8]}", f" {address[8:]}"] if address else []
            lines.append("REV:20240305T100000Z")
        cards.append("\r\n".join([*lines, "END:VCARD", ""]))
    return "".join(cards)


def ldif(people: Sequence[Person]) -> str:
    """A directory."""
    import base64

    entries = ["version: 1\n"]
    for given, family, address, company in people:
        lines = [
            f"dn: cn={given.encode('ascii', 'ignore').decode()},ou=people,dc=acme,dc=example",
            "objectClass: inetOrgPerson",
        ]
        for name, value in (("givenName", given), ("sn", family), ("mail", address), ("o", company)):
            if value and value.isascii():
                lines.append(f"{name}: {value}")
            elif value:
                lines.append(f"{name}:: {base64.b64encode(value.encode()).decode()}")
        entries.append("\n".join([*lines, ""]))
    entries.append(
        "dn: cn=all,ou=groups,dc=acme,dc=example\nobjectClass: groupOfNames\ncn: all\nmail: all@acme.example\n"
    )
    return "\n".join(entries)


def mbox(people: Sequence[Person], codec: str = "utf-8") -> str:
    """A mailbox; the one who receives it is in it as well, and a bounce."""
    from email.header import Header

    parts = []
    for given, family, address, _ in people:
        if not address:
            continue
        name = f"{given} {family}"
        written = name if name.isascii() else Header(name, codec).encode()
        parts.append(
            f"From {address} Tue Mar  5 10:00:00 2024\nReceived: from mx.acme.example (mx [192.0.2.1])\n"
            f'From: {written} <{address}>\nTo: "Boss, Rita" <rita@ourfirm.example>\n'
            f"Date: Tue, 05 Mar 2024 10:00:00 +0100\nSubject: Hello\n\nHi,\n>From here on, mail other@nobody.example\n\n"
        )
    parts.append(
        "From MAILER-DAEMON Tue Mar  5 10:00:00 2024\nFrom: Mail Delivery System <mailer-daemon@ourfirm.example>\n"
        "To: rita@ourfirm.example\nDate: Tue, 05 Mar 2024 11:00:00 +0100\n"
        'Content-Type: multipart/report; report-type=delivery-status;\n\tboundary="b"\n\n--b\nContent-Type: text/plain\n\n'
        "It failed.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.ourfirm.example\n\n"
        "Final-Recipient: rfc822; gone@acme.example\nAction: failed\nStatus: 5.1.1\n\n--b--\n\n"
    )
    return "".join(parts)


def git_log(people: Sequence[Person]) -> str:
    """A history, as `git log --format=fuller` prints it."""
    return "\n".join(
        f"commit {number:040x}\nAuthor:     {given} {family} <{address}>\nAuthorDate: Tue Mar 5 10:00:00 2024 +0100\n"
        f"Commit:     {given} {family} <{address}>\nCommitDate: Tue Mar 5 11:00:00 2024 +0100\n\n    Fix it\n\n"
        f"    Signed-off-by: {given} {family} <{address}>\n"
        for number, (given, family, address, _) in enumerate(people)
        if address
    )


def table_html(people: Sequence[Person], head: str) -> str:
    """A table of a page."""
    rows = "".join(
        f"<tr><td>{given} {family}</td><td>{company}</td>"
        + (f'<td><a href="mailto:{address}">write</a></td></tr>\n' if address else "<td>&nbsp;</td></tr>\n")
        for given, family, address, company in people
    )
    return f"{head}<table>\n<tr><th>Name</th><th>Company</th><th>E-mail</th></tr>\n{rows}</table>\n"


def markdown(people: Sequence[Person]) -> str:
    """A table of Markdown."""
    rows = "".join(f"| {p[0]} {p[1]} | [{p[2]}](mailto:{p[2]}) | {p[3]} |\n" for p in people)
    return f"# Team\n\n| Name | Email | Company |\n|:-----|:-----:|---|\n{rows}"


def texts(written: dict[str, bytes], expected: dict[str, list[dict[str, str]]]) -> None:
    """Formats that are texts but no tables."""
    with_address = [p for p in EUROPE if p[2]]
    lines = {
        "apple_30.vcf": (vcards("3.0", EUROPE), EUROPE, True),
        "android_21.vcf": (vcards("2.1", EUROPE), EUROPE, True),
        "phone_40.vcf": (vcards("4.0", CYRILLIC), CYRILLIC, True),
        "directory.ldif": (ldif(EUROPE), EUROPE, True),
        "directory_cyrillic.ldif": (ldif(CYRILLIC), CYRILLIC, True),
        "inbox.mbox": (mbox(EUROPE), EUROPE, False),
        "inbox_koi8.mbox": (mbox(CYRILLIC, "koi8-r"), CYRILLIC, False),
        "fuller_log.txt": (git_log(EUROPE), EUROPE, False),
        "shortlog.txt": ("".join(f"    {i + 3}\t{p[0]} {p[1]} <{p[2]}>\n" for i, p in enumerate(with_address)), EUROPE, False),
        "format_log.txt": ("".join(f"{i:07x}|{p[0]} {p[1]}|{p[2]}|2024-03-05\n" for i, p in enumerate(with_address)), EUROPE, False),
        "page.html": (table_html(EUROPE, "<!DOCTYPE html><html><head><meta charset='utf-8'><style>td{}</style></head><body>"), EUROPE, True),
        "export.xls": (table_html(CENTRAL, "<html xmlns:x='urn:schemas-microsoft-com:office:excel'>"), CENTRAL, True),
        "team.md": (markdown(EUROPE), EUROPE, True),
        "team_cyrillic.md": (markdown(CYRILLIC), CYRILLIC, True),
        "list_of_mailboxes.txt": ("".join(f'"{p[1]}, {p[0]}" <{p[2]}>\n' for p in with_address), EUROPE, False),
        "to_line.txt": ("To: " + ", ".join(f"{p[0]} {p[1]} <{p[2]}>" for p in with_address) + "\n", EUROPE, False),
        "dashes.txt": ("".join(f"- {p[0]} {p[1]} – {p[2]}\n" for p in with_address), EUROPE, False),
        "no_header.csv": ("".join(f"{p[2]},{p[0]},{p[1]}\n" for p in with_address), EUROPE, False),
        "records.json": (json.dumps({"contacts": [{"name": {"first": p[0], "last": p[1]}, "emails": [{"type": "home", "value": f"x{i}@gmail.com"}, {"type": "work", "value": p[2]}], "organization": {"name": p[3]}} for i, p in enumerate(EUROPE)]}, indent=2), EUROPE, True),
        "list.json": (json.dumps([{"firstName": p[0], "lastName": p[1], "email": p[2], "companyName": p[3], "ownerEmail": "rita@ourfirm.example"} for p in CYRILLIC], ensure_ascii=False), CYRILLIC, True),
        "lines.jsonl": ("".join(json.dumps({"full_name": f"{p[0]} {p[1]}", "work_email": p[2], "org": p[3]}) + "\n" for p in EUROPE), EUROPE, True),
    }  # fmt: skip
    for name, (text, people, company) in lines.items():
        written[name] = text.encode()
        expected[name] = pieces(people, company=company)


def workbooks(written: dict[str, bytes], expected: dict[str, list[dict[str, str]]]) -> None:
    """Workbooks, with a title above the table and a second sheet."""
    import xlsxwriter

    for name, people, head in (
        ("export.xlsx", EUROPE, ["First name", "Last name", "Email", "Company"]),
        ("export_cyrillic.xlsx", CYRILLIC, ["Имя", "Фамилия", "Эл. почта", "Компания"]),
    ):
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        sheet = book.add_worksheet("People")
        sheet.write(0, 0, "Talent pool")
        sheet.write_row(2, 0, head)
        for row, person in enumerate(people, 3):
            sheet.write_row(row, 0, person)
        book.add_worksheet("Notes").write(0, 0, "nothing to see")
        book.close()
        written[name], expected[name] = out.getvalue(), pieces(people)


def main() -> None:
    """Write the files."""
    written: dict[str, bytes] = {}
    expected: dict[str, list[dict[str, str]]] = {}
    for name, (layout, mark, encoding) in PRODUCTS.items():
        written[name] = delimited(layout, mark, EUROPE).encode(encoding)
        expected[name] = pieces(EUROPE, company=any(code == "c" for _, code in layout))
    for name, (layout, mark, encoding, people) in LANGUAGES.items():
        written[name] = delimited(layout, mark, people).encode(encoding)
        expected[name] = pieces(people)
    texts(written, expected)
    if any(not (HERE / name).exists() for name in ("export.xlsx", "export_cyrillic.xlsx")):
        workbooks(written, expected)
    else:  # a workbook holds the time it was made
        expected |= {"export.xlsx": pieces(EUROPE), "export_cyrillic.xlsx": pieces(CYRILLIC)}
    for name, data in written.items():
        (HERE / name).write_bytes(data)
    text = json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
    (HERE / "expected.json").write_text(text, encoding="utf-8")
    print(f"{len(expected)} files")


if __name__ == "__main__":
    main()
