"""The published vectors of the draw: RFC 3797's table, the VRS draft's example, the verifier's own."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from greenward.trust.draw import (
    DrawError,
    Pool,
    Rfc3797,
    Vrs,
    code_of,
    commitment,
    draw,
    encode,
    fits,
)
from greenward.trust.draw.orders import picks, remainder
from greenward.trust.draw.pool import canonical

RFC_VALUES = [[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]
RFC_TABLE = """
    990DD0A5692A029A98B5E01AA28F3459 17
    3691E55CB63FCC37914430B2F70B5EC6 7
    FE814EDF564C190AC1D25753979990FA 2
    1863CCACEB568C31D7DDBDF1D4E91387 16
    F4AB33DF4889F0AF29C513905BE1D758 25
    13EAEB529F61ACFB9A29D0BA3A60DE4A 23
    992DB77C382CA2BDB9727001F3CDCCD9 8
    63AB4258ECA922976811C7F55C383CE7 24
    DFBC5AC97CED01B3A6E348E3CC63F40D 19
    31CB111C4A4EBE9287CEAE16FE51B909 13
    07FA46C122F164C215BBC72793B189A3 22
"""
BIKESHED = b"totally not a bikeshed"
DICE = [[1, 2, 3, 4, 5, 6]] * 3
ROUND_1 = {
    "lavenderblush": "002ed527ae0a44a86c205d1cdba",
    "blue": "03f710be2b61a6f9c3f89aa5ab5",
    "darkgoldenrod": "08bab81380d7f0769cecf9969a8",
    "mediumvioletred": "0c26494fa81f3aed8a9f66e77b7",
}
ROUND_2 = {
    "aqua": "00d1c59a9f1b581060a9e732e91",
    "darkgray": "02b514b0b1807bfe086db524f40",
    "cornflowerblue": "0337add95eac62a356b020a273a",
}


def docs_pool() -> dict[str, Any]:
    """20 targets in two strata and two districts, 7 inspectors, one recusal."""
    both = ["福田", "南山"]
    return {
        "quota": {"high": 2, "normal": 2},
        "cap": 3,
        "targets": [
            {
                "id": f"P{k:03d}",
                "stratum": "high" if k % 4 == 0 else "normal",
                "district": both[0] if k % 2 else both[1],
                "owner": f"C{k % 3}",
            }
            for k in range(1, 21)
        ],
        "inspectors": [
            {
                "id": f"I{k}",
                "districts": both if k < 3 else [both[0] if k % 2 else both[1]],
                "recused": ["C1"] if k == 1 else [],
            }
            for k in range(1, 8)
        ],
    }


def test_the_key_and_the_table_of_rfc_3797() -> None:
    key = encode(RFC_VALUES)
    assert key == b"9319./2.5.8.10.12./9.18.26.34.41.45./"
    left = list(range(1, 26))
    for step, (line, at) in enumerate(
        zip(RFC_TABLE.split("\n")[1:-1], picks(key, 25), strict=False)
    ):
        number, selected = line.split()
        assert f"{remainder(key, step):032X}" == number
        assert left.pop(at) == int(selected)


def test_the_order_of_rfc_3797_is_its_table() -> None:
    order = Rfc3797(encode(RFC_VALUES)).values(("target",), (f"{n:02d}" for n in range(1, 26)))
    first = sorted(order, key=order.__getitem__)[:11]
    assert first == [f"{int(line.split()[1]):02d}" for line in RFC_TABLE.split("\n")[1:-1]]


def test_each_target_has_its_own_inspectors_under_rfc_3797() -> None:
    rule, ids = Rfc3797(encode(RFC_VALUES)), [f"I{n}" for n in range(12)]
    orders = {tuple(rule.values(("inspector", f"P{n}"), ids).items()) for n in range(20)}
    assert len(orders) == 20


def test_the_example_of_the_vrs_draft() -> None:
    commit = commitment(BIKESHED, 10)
    assert commit.hex() == "950ea08d8d5fd3ae415b9967aba7a48aba39ca62a4d98f2e7fe25cb1b8f8c488"
    first, second = code_of(BIKESHED, 1, 10), code_of(BIKESHED, 2, 10)
    assert first.hex() == "5346f2efb5397a6788fc1f1d9c05c6d3f2abe9b7d16d8592a3695b6dbe9f2456"
    assert second.hex() == "2f70f884997ce80771adbefbbbc6c71a1b921da71896c25ca0f64966bfd0c8ce"
    assert fits(first, commit, 1) and fits(second, commit, 2) and not fits(first, commit, 2)
    for code, expected in ((first, ROUND_1), (second, ROUND_2)):
        values = {name: Vrs(code, encode(DICE)).value(name) for name in expected}
        assert {name: value[:27] for name, value in values.items()} == expected
        assert sorted(values, key=values.__getitem__) == list(expected)


def test_the_vector_of_the_verifier() -> None:
    pool = Pool.read(docs_pool())
    assert canonical(pool.to_data()) == canonical(docs_pool())
    assert pool.sha256 == "61e3c024498d6de1603f59d069968c01a0346c0a0de23e1be5bb37ad12a75acd"
    secret = b"seed-for-docs"
    commit, code = commitment(secret, 10), code_of(secret, 1, 10)
    assert commit.hex() == "9b2812db1f9a8dcfbc44d360a77735f101eec3ba566a04771918802b505794b5"
    assert code.hex() == "bae8cc59b5f31fcacad05894c01a9b91da17056216b197dcb827a61c171d9705"
    randomness = encode([[33, 6, 11, 17, 24, 21], [9]])
    assert randomness == b"6.11.17.21.24.33./9./"
    result = draw(pool, Vrs(code, randomness))
    assert [(one.target, *(i.id for i in one.inspectors)) for one in result.chosen] == [
        ("P001", "I3", "I7"),
        ("P003", "I2", "I1"),
        ("P020", "I4", "I6"),
        ("P004", "I6", "I2"),
    ]
    assert result.cap == 3 and not result.short


def test_the_last_code_is_never_the_secret() -> None:
    secret = b"s" * 32
    assert hashlib.sha256(secret).digest() == code_of(secret, 9, 10)
    for round in (0, 10, 11):
        with pytest.raises(DrawError, match="no code"):
            code_of(secret, round, 10)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([], "no_values"),
        ([[]], "no_values"),
        ([[-1]], "bad_number"),
        ([[True]], "bad_number"),
        ([[1.5]], "bad_number"),
        ([[2**53]], "bad_number"),
        (["abc"], "bad_text"),
        (["Ä"], "bad_text"),
        (["１"], "bad_text"),
        ([""], "bad_text"),
    ],
)
def test_what_cannot_be_encoded(values: Any, code: str) -> None:
    with pytest.raises(DrawError) as caught:
        encode(values)
    assert caught.value.code == code
