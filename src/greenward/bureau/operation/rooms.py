"""The rooms a buyer walks through, in the order of the way, and what there is to look at in each
whatever the building promises (Article 19: the guide to inspecting the house).
"""

from __future__ import annotations

from enum import StrEnum

from greenward.law.language import Text


class Room(StrEnum):
    """Where something is to be seen; `COMMON` is outside the home."""

    ENTRANCE = "entrance"
    LIVING = "living"
    BEDROOM = "bedroom"
    KITCHEN = "kitchen"
    BATHROOM = "bathroom"
    BALCONY = "balcony"
    WHOLE = "whole"
    COMMON = "common"


NAMES = {
    Room.ENTRANCE: Text("入户", "Entrance"),
    Room.LIVING: Text("客厅", "Living room"),
    Room.BEDROOM: Text("卧室", "Bedrooms"),
    Room.KITCHEN: Text("厨房", "Kitchen"),
    Room.BATHROOM: Text("卫生间", "Bathroom"),
    Room.BALCONY: Text("阳台", "Balcony"),
    Room.WHOLE: Text("全屋", "The whole home"),
    Room.COMMON: Text("楼道和公共部位", "Stairs and common parts"),
}

ALWAYS: dict[Room, tuple[Text, ...]] = {
    Room.ENTRANCE: (
        Text("入户门开关顺不顺，锁好不好用。", "The front door opens and locks well."),
        Text("电箱里每个开关写明管哪里。", "Each switch in the fuse box says what it serves."),
    ),
    Room.LIVING: (
        Text("墙、顶、地平不平，有没有裂缝、空鼓。", "Walls, ceiling and floor: even, no cracks."),
        Text(
            "每扇窗开关顺、关得严，玻璃没有划伤。", "Every window moves, closes, has clear glass."
        ),
    ),
    Room.BEDROOM: (
        Text(
            "外墙内侧和窗边有没有水印、霉点。",
            "No water marks or mould by outer walls and windows.",
        ),
        Text("每个插座有电。", "Every socket has power."),
    ),
    Room.KITCHEN: (
        Text("水龙头出水、下水快，柜底不漏。", "Water runs and drains, the cupboard below is dry."),
        Text("烟道、燃气口有没有装好。", "Flue and gas outlet are fitted."),
    ),
    Room.BATHROOM: (
        Text(
            "放水后地漏下水快，门口不积水。", "Water runs off to the drain, none stays by the door."
        ),
        Text("楼下和门外墙面没有渗水。", "No damp on the wall outside or on the ceiling below."),
        Text("打开排风扇，纸片能被吸住。", "Switched on, the fan holds a slip of paper."),
    ),
    Room.BALCONY: (
        Text("栏杆牢不牢，雨水往外排。", "The rail is firm, rain runs outwards."),
        Text("遮阳能不能收放。", "Sunshades open and close."),
    ),
    Room.WHOLE: (
        Text("水表、电表、气表的读数记下来。", "Write down the readings of all meters."),
        Text("三份资料和验房指南都拿到了。", "All three papers and this guide are in your hands."),
    ),
    Room.COMMON: (
        Text(
            "楼道灯、电梯好用，分类垃圾桶有位置。",
            "Lights and lift work, sorted waste has a place.",
        ),
    ),
}
