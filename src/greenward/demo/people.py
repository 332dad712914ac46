"""The people of the invented cities, one for each door, and the day their authorities began."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from greenward.bureau.accounts.models import Area, Membership, Organisation, Post, Role, User

PASSWORD = "greenward-demo"
"""Printed by `greenward demo`; the invented city never leaves the machine."""

SINCE = date(2022, 7, 1)

CITY = ("440300", "深圳（演示）", "Shenzhen (demo)")
DISTRICTS = (
    ("440303", "罗湖区", "Luohu", 260),
    ("440304", "福田区", "Futian", 430),
    ("440305", "南山区", "Nanshan", 440),
    ("440306", "宝安区", "Bao'an", 470),
    ("440307", "龙岗区", "Longgang", 440),
    ("440308", "盐田区", "Yantian", 110),
    ("440309", "龙华区", "Longhua", 330),
    ("440310", "坪山区", "Pingshan", 180),
    ("440311", "光明区", "Guangming", 190),
    ("440312", "大鹏新区", "Dapeng", 90),
    ("440313", "深汕合作区", "Shenshan", 60),
)
"""Eleven districts with the number of buildings each gets: 3,000 in all."""

SECOND_CITY = ("210700", "锦州（演示）", "Jinzhou (demo)")
SECOND_DISTRICTS = (
    ("210702", "古塔区", "Guta"),
    ("210703", "凌河区", "Linghe"),
    ("210711", "太和区", "Taihe"),
    ("210726", "黑山县", "Heishan"),
    ("210727", "义县", "Yixian"),
    ("210781", "凌海市", "Linghai"),
    ("210782", "北镇市", "Beizhen"),
)
"""A city of another law, with projects and no register of buildings."""


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    role: Role | None
    area: str
    purpose: str


PEOPLE = (
    Person("director", "陈主任", Role.DIRECTOR, "440300", "全市概览 / the city at a glance"),
    Person("futian", "林科员", Role.OFFICER, "440304", "福田区工作清单 / Futian's work list"),
    Person(
        "developer", "方经理", None, "", "从土地到交付：先看这里 / from land to keys: look here"
    ),
    Person("planning", "许规划", Role.PLANNING, "440300", "土地与规划许可 / land and permits"),
    Person("buyer", "购房人小罗", None, "", "购房人验房 / a buyer inspects a home"),
    Person("owner", "何经理", None, "", "业主的建筑 / an owner's own buildings"),
    Person("jinzhou", "关科员", Role.OFFICER, "210700", "锦州2020：59个项目 / 59 projects of 2020"),
    Person("registrar", "周登记员", Role.REGISTRAR, "440300", "名录导入 / imports"),
    Person("standards", "吴工程师", Role.STANDARDS, "440300", "标准核准台 / the standards desk"),
    Person("auditor", "郑审计", Role.AUDITOR, "440300", "审计日志 / the audit log"),
    Person("security", "孙安全", Role.SECURITY, "440300", "人员与岗位 / people and posts"),
)
"""Those whom a visitor meets first; the first eight stand open on the sign-in page."""
BEHIND = (
    Person("nanshan", "黄科员", Role.OFFICER, "440305", "南山区工作清单 / Nanshan's work list"),
    Person("deputy", "李副主任", Role.DIRECTOR, "440300", "另一双眼睛 / the second pair of eyes"),
    Person("reviewer", "赵法审", Role.REVIEWER, "440300", "法制审核 / legal review"),
    Person("system", "冯运维", Role.SYSTEM, "440300", "系统运行 / the machines"),
    Person("clerk", "小何", None, "", "物业文员 / the owner's clerk"),
    Person("consultant", "苏顾问", None, "", "咨询单位 / the consultant"),
    Person("designer", "梁设计", None, "", "设计单位 / the designer"),
    Person("contractor", "石经理", None, "", "施工单位 / the contractor"),
    Person("supervisor", "谭总监", None, "", "监理单位 / the supervision party"),
    Person("evaluator", "叶评估", None, "", "第三方评估机构 / the third-party evaluator"),
    Person("laboratory", "温检测", None, "", "检测机构 / the laboratory"),
    Person("jinzhou-planning", "白规划", Role.PLANNING, "210700", "锦州规划 / Jinzhou: planning"),
    Person("jinzhou-director", "金主任", Role.DIRECTOR, "210700", "锦州主任 / Jinzhou: director"),
    Person("jinzhou-developer", "佟经理", None, "", "锦州开发企业 / Jinzhou: a developer"),
    Person("drawings", "海审图", None, "", "锦州审图机构 / Jinzhou: drawing review"),
)
"""Further people, for four eyes and for each party of a project; the sign-in page folds them away, so
that its list stays short."""


def settle() -> Area:
    """Both cities' trees of districts and their people; give the first city."""
    city = _city(CITY, "shenzhen", "HSWW", [district[:3] for district in DISTRICTS])
    _city(SECOND_CITY, "jinzhou", "C", SECOND_DISTRICTS)
    areas = {area.code: area for area in Area.objects.all()}
    hashed = make_password(PASSWORD)  # once for all: it is slow on purpose, and printed anyway
    for person in (*PEOPLE, *BEHIND):
        user = User.objects.create(username=person.username, name=person.name, password=hashed)
        if person.role:
            Post.objects.create(
                user=user, role=person.role, area=areas[person.area], first_day=SINCE
            )
    return city


def _city(
    named: tuple[str, str, str],
    pack: str,
    climate: str,
    districts: Iterable[tuple[str, str, str]],
) -> Area:
    code, zh, en = named
    city = Area.objects.create(code=code, name_zh=zh, name_en=en, pack=pack, climate_zone=climate)
    for code, zh, en in districts:
        Area.objects.create(code=code, name_zh=zh, name_en=en, parent=city)
    return city


def enrol_owner(organisation: Organisation) -> None:
    """Let the demo's owner and a clerk act for an organisation that came in with the register; the
    owner administers its sign-ins."""
    for username, manages in (("owner", True), ("clerk", False)):
        Membership.objects.create(
            user=User.objects.get(username=username),
            organisation=organisation,
            first_day=SINCE,
            manages=manages,
        )
