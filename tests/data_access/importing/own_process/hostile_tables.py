"""Files that were made to overwhelm whoever reads them as a table, built when they are needed."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = " " * (1 << 20)
_ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 20}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
HEADER = ("Reference", "Received", "Outcome", "Responded")
ROWS = tuple((f"C-{n}", "2026-05-01", "upheld", "2026-05-20") for n in range(40))


def zipped(parts: Mapping[str, str | bytes | list[str]], level: int = 6) -> bytes:
    """A packed folder; a list is written piece by piece."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, part in parts.items():
            with archive.open(name, "w", force_zip64=True) as member:
                for piece in part if isinstance(part, list) else [part]:
                    member.write(piece.encode() if isinstance(piece, str) else piece)
    return content.getvalue()


def workbook(
    sheet: str | list[str], strings: str = "", doctype: str = "", styles: str = ""
) -> bytes:
    """A workbook of one sheet, from the XML of its rows."""
    body = sheet if isinstance(sheet, list) else [sheet]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>'
            "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
            f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="Log" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            f'<Relationship Id="r3" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
            "xl/sharedStrings.xml": f'{doctype}<sst xmlns="{_SHEET}">{strings}</sst>',
            "xl/styles.xml": styles
            or f'<styleSheet xmlns="{_SHEET}"><fonts count="1"><font/>'
            '</fonts><fills count="1"><fill><patternFill/></fill></fills>'
            '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
            '<cellXfs count="2"><xf/>'
            '<xf applyFont="1"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": [
                f'<worksheet xmlns="{_SHEET}"><dimension ref="A1:D3"/><sheetData>',
                *body,
                "</sheetData></worksheet>",
            ],
        }
    )


def _inline(text: str, place: str = "") -> str:
    return f'<c{place and f" r={chr(34)}{place}{chr(34)}"} t="inlineStr"><is><t>{text}</t></is></c>'


def log_rows() -> str:
    """The rows of a small and harmless log."""
    return "".join(
        f'<row r="{number}">'
        + "".join(_inline(text, f"{'ABCD'[place]}{number}") for place, text in enumerate(row))
        + "</row>"
        for number, row in enumerate((HEADER, *ROWS), start=1)
    )


def one_string_in_all_cells(length: int) -> bytes:
    """300,000 cells that all show one shared string."""
    row = "<row>" + '<c t="s"><v>0</v></c>' * 10 + "</row>"
    return workbook(log_rows() + row * 30_000, f"<si><t>{'A' * length}</t></si>")


def cells_without_places() -> bytes:
    """Half a million cells that do not say where they are, in a sheet that claims three rows."""
    row = "<row>" + "".join(_inline(text) for text in ROWS[0]) + "</row>"
    return workbook(["<row>" + "".join(map(_inline, HEADER)) + "</row>", row * 125_000])


def cells_far_out() -> bytes:
    """Half a million cells and one at the end of the sheet."""
    row = "<row>" + "<c><v>1</v></c>" * 10 + "</row>"
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook([log_rows(), row * 50_000, far])


def rows_with_a_look() -> bytes:
    """A log, and below it a million rows that are empty but formatted."""
    rows = [
        f'<row r="{number}" s="1" customFormat="1" ht="15" customHeight="1"/>'
        for number in range(100, 1_000_100)
    ]
    return workbook([log_rows(), *rows])


def cells_with_a_look() -> bytes:
    """A log, and below it 1.5 million cells that are empty but formatted."""
    rows = [
        f'<row r="{n}">' + "".join(f'<c r="{c}{n}" s="1"/>' for c in "ABCDEFGHIJ") + "</row>"
        for n in range(100, 150_100)
    ]
    return workbook([log_rows(), *rows])


def workbook_bomb() -> bytes:
    """A sheet of 700 MB of blanks."""
    return workbook([log_rows(), *[_SPACES] * 700])


def strings_bomb() -> bytes:
    """A workbook that names 100 MB of strings, which shrink well."""
    return workbook(log_rows(), "<si><t>x</t></si>" * 6_000_000)


def _word(body: str | list[str], doctype: str = "") -> bytes:
    parts = body if isinstance(body, list) else [body]
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default '
            'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+'
            'xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
            f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": [
                f'{doctype}<w:document xmlns:w="{_WORD}"><w:body>',
                *parts,
                "</w:body></w:document>",
            ],
        }
    )


def _word_cell(text: str, span: int = 1) -> str:
    return (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
    )


def word_with_wide_cells() -> bytes:
    """A table whose cells say that they span 500 million columns."""
    rows = "".join(
        f"<w:tr>{''.join(_word_cell(text, 500_000_000) for text in row)}</w:tr>"
        for row in (HEADER, *ROWS)
    )
    return _word(f"<w:tbl>{rows}</w:tbl>")


def _ods(rows: str | list[str], doctype: str = "") -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    parts = rows if isinstance(rows, list) else [rows]
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": [
                f'{doctype}<o:document-content xmlns:o="{names}office:1.0" '
                f'xmlns:table="{names}table:1.0" xmlns:text="{names}text:1.0"><o:body>'
                '<o:spreadsheet><table:table table:name="Log">',
                *parts,
                "</table:table></o:spreadsheet></o:body></o:document-content>",
            ],
        }
    )


def _ods_row(texts: tuple[str, ...], rows: int = 1, columns: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>{text}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'


def html(*inside: str) -> bytes:
    """A page."""
    return f"<html><body>{''.join(inside)}</body></html>".encode()


def _html_table(rows: int, attributes: str = "") -> str:
    lines = (f"<td {attributes}>{'</td><td>'.join(row)}</td>" for row in (ROWS * rows)[:rows])
    head = "".join(f"<th>{name}</th>" for name in HEADER)
    return f"<table><tr>{head}</tr><tr>{'</tr><tr>'.join(lines)}</tr></table>"


def compound(stream: bytes, *, fat_sectors: int = 1, loop: bool = False) -> bytes:
    """A file of the old office programs around a stream "Workbook"; its header may claim more FAT
    sectors than there are, and its chain of sectors may lead back to its start."""
    size = 512
    stream = stream.ljust(max(4096, -(-len(stream) // size) * size), b"\0")
    count = len(stream) // size
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 2 if loop else 0xFFFFFFFE]
    fat = b"".join(struct.pack("<I", each) for each in chain).ljust(size, b"\xff")[:size]

    def entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
        coded = name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBIII16sIQQIII", coded, len(coded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child,
            b"", 0, 0, 0, start, length, 0,
        )  # fmt: skip

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(
        "Workbook", 2, 0xFFFFFFFF, 2, 0x7FFFFFFF if loop else len(stream)
    )
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        b"", 0, fat_sectors, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0,
    )  # fmt: skip
    return header.ljust(512, b"\xff") + fat + folder.ljust(size, b"\0") + stream


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def far_cells_xls() -> bytes:
    """An old workbook of twenty sheets that claim all rows and columns, each with a cell at the
    end."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0x07CC, 0, 0)
    look = _record(
        0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x00\x00"
    )
    look += _record(0xE0, struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0, 0, 0, 0, 0, 0, 0))
    look += _record(0xE0, struct.pack("<HHHBBBBIIH", 0, 0, 1, 0, 0, 0, 0, 0, 0, 0))
    sheet = _record(0x809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0x07CC, 0, 0))
    sheet += _record(0x200, struct.pack("<IIHHH", 0, 65_536, 0, 256, 0))
    sheet += _record(0x203, struct.pack("<HHHd", 65_535, 255, 1, 1.0)) + _record(0x0A, b"")
    names = [f"S{number}".encode() for number in range(20)]
    before = len(_record(0x809, begin) + look) + 4
    before += sum(4 + 8 + len(name) for name in names)
    start = _record(0x809, begin) + look
    for place, name in enumerate(names):
        at = before + place * len(sheet)
        start += _record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name), 0) + name)
    return compound(start + _record(0x0A, b"") + sheet * len(names))


def _line_of_200_megabytes() -> bytes:
    return b"Reference,Received\n" + b"abcdefgh," * (200_000_000 // 9)


TABLES: dict[str, Callable[[], bytes]] = {
    "one string.xlsx": lambda: one_string_in_all_cells(32_000),
    "one shorter string.xlsx": lambda: one_string_in_all_cells(300),
    "no places.xlsx": cells_without_places,
    "far out.xlsx": cells_far_out,
    "rows with a look.xlsx": rows_with_a_look,
    "cells with a look.xlsx": cells_with_a_look,
    "bomb.xlsx": workbook_bomb,
    "strings.xlsx": strings_bomb,
    "bomb.docx": lambda: _word([_SPACES] * 700),
    "bomb.ods": lambda: _ods([_SPACES] * 700),
    "entities.xlsx": lambda: workbook(log_rows(), "<si><t>&i;</t></si>", _ENTITIES),
    "entities.docx": lambda: _word("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", _ENTITIES),
    "entities.ods": lambda: _ods(_ods_row(("&i;",)), _ENTITIES),
    "wide cells.docx": word_with_wide_cells,
    "deep tables.docx": lambda: _word(
        "<w:tbl><w:tr><w:tc>" * 20_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20_000
    ),
    "rows repeated.ods": lambda: _ods(_ods_row(HEADER) + _ods_row(ROWS[0], rows=1_000_000_000)),
    "long column.ods": lambda: _ods(_ods_row(HEADER) + _ods_row(("x",), rows=15_000_000)),
    "columns repeated.ods": lambda: _ods(
        _ods_row(HEADER) + _ods_row(ROWS[0], columns=1_000_000_000) * 2000
    ),
    "wide spans.html": lambda: html(_html_table(3000, 'colspan="9999999" rowspan="9999999"')),
    "deep.html": lambda: html("<div>" * 300_000, _html_table(40)),
    "deep tables.html": lambda: html("<table><tr><td>" * 20_000),
    "deep bold.html": lambda: html(_html_table(3), "<b><p>" * 100_000),
    "one line.csv": _line_of_200_megabytes,
    "nothing.csv": lambda: b"\0" * 50_000_000,
    "nothing later.csv": lambda: b"Reference,Received\n" * 5000 + b"\0" * 20_000_000,
    "wide.csv": lambda: (b",".join(b"c%d" % n for n in range(16_000)) + b"\n") * 200,
    "open quote.csv": lambda: b'a,b\n"' + b"x,y\n" * 5_000_000,
    "lying header.xls": lambda: compound(b"\x09\x08\x10\x00" * 2000, fat_sectors=0x7FFFFFFF),
    "ring of sectors.xls": lambda: compound(b"\x09\x08\x10\x00" * 2000, loop=True),
    "far cells.xls": far_cells_xls,
}
