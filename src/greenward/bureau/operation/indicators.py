"""The performance indicators a building promises, and what each means to a buyer in plain words
(Articles 18 and 19). Whether one has to be stated follows from the law; what its value may be, from
the standards: here is only how it is called and said.
"""

from __future__ import annotations

from dataclasses import dataclass

from greenward.law.language import Text

from .rooms import Room


@dataclass(frozen=True)
class Kind:
    """One kind of indicator. `plain` says it to a buyer, ``{value}`` with its unit in it.

    `look` is what the buyer can look at in `room`; None where nothing can be seen. `energy` marks
    those the energy regulations ask a seller to tell (Regulations on Energy Conservation of Civil
    Buildings, Article 22).
    """

    name: str
    label: Text
    unit: str
    plain: Text
    room: Room = Room.WHOLE
    look: Text | None = None
    energy: bool = False
    at_most: bool = False
    """Whether `plain` says in words that it is a bound: a sign with the value would say it twice."""

    def written(self, value: str) -> str:
        return f"{value} {self.unit}".strip()

    def said(self, value: str) -> Text:
        written = self.written(value.lstrip("≤ ") if self.at_most else value)
        return Text(self.plain.zh.format(value=written), self.plain.en.format(value=written))


KINDS = {
    one.name: one
    for one in (
        Kind(
            "energy_use",
            Text("建筑能耗指标", "energy use"),
            "kWh/(m²·a)",
            Text(
                "一平方米一年用能不超过：{value}。",
                "Energy used in a year for each square metre, at most: {value}.",
            ),
            energy=True,
            at_most=True,
        ),
        Kind(
            "emission",
            Text("建筑碳排放指标", "carbon emission"),
            "kgCO₂/(m²·a)",
            Text(
                "一平方米一年碳排放不超过：{value}。",
                "Carbon emitted in a year for each square metre, at most: {value}.",
            ),
            at_most=True,
        ),
        Kind(
            "energy_saving",
            Text("建筑节能率", "energy-saving rate"),
            "%",
            Text(
                "比基准建筑省能：{value}。", "Energy saved beside the reference building: {value}."
            ),
            energy=True,
        ),
        Kind(
            "renewable",
            Text("可再生能源利用率", "share of renewable energy"),
            "%",
            Text(
                "用能中来自太阳能等可再生能源的部分：{value}。",
                "Share of the energy that comes from the sun and other renewable sources: {value}.",
            ),
            Room.COMMON,
            Text(
                "看屋面太阳能板、热水或热泵设备是否装好、是否运行。",
                "Look whether solar panels, hot-water or heat-pump plant are there and run.",
            ),
            energy=True,
        ),
        Kind(
            "window_air",
            Text("外窗气密性等级", "air tightness of windows"),
            "",
            Text(
                "外窗关上后的密闭等级：{value}。",
                "How tight the closed windows are: grade {value}.",
            ),
            Room.LIVING,
            Text(
                "关上外窗，手放窗缝边：有没有漏风、漏光、关不严。",
                "Close the windows and hold a hand to the joints: no draught, no light, tight all round.",
            ),
            energy=True,
        ),
        Kind(
            "water_grade",
            Text("用水器具水效等级", "water efficiency of fittings"),
            "",
            Text(
                "水龙头、马桶的水效等级：{value}（1 级最省水）。",
                "Water-efficiency grade of taps and toilets: {value} (1 saves most).",
            ),
            Room.BATHROOM,
            Text(
                "看水龙头和马桶上的水效标识，与承诺的等级对一对。",
                "Compare the water-efficiency label on taps and toilet with the promised grade.",
            ),
        ),
        Kind(
            "air_pollutants",
            Text("室内主要空气污染物占国家限值", "indoor air pollutants, share of the limit"),
            "%",
            Text(
                "甲醛等污染物浓度占国家限值的比例不超过：{value}。",
                "Formaldehyde and other pollutants, as a share of the national limit, at most: {value}.",
            ),
            Room.WHOLE,
            Text(
                "向开发企业要本户或本户型的空气检测报告，看日期、房间和结果。",
                "Ask for the air test of this home or type: look at its day, the rooms and the results.",
            ),
            at_most=True,
        ),
        Kind(
            "sound_air",
            Text("分户墙和分户楼板空气声隔声", "airborne sound insulation between homes"),
            "dB",
            Text(
                "隔壁说话声被墙和楼板挡去：{value}。",
                "How much of the neighbours' voices walls and floors hold back: {value}.",
            ),
            Room.BEDROOM,
            Text(
                "关好门窗，请人在隔壁正常说话：听不听得清。",
                "Close doors and windows and have someone talk next door: can you make out words?",
            ),
        ),
        Kind(
            "sound_impact",
            Text("楼板撞击声", "impact sound of floors"),
            "dB",
            Text("楼上脚步声传下来不超过：{value}。", "Footsteps from above, at most: {value}."),
            Room.BEDROOM,
            Text(
                "请人在楼上走动：脚步声响不响。",
                "Have someone walk upstairs: how loud are the steps?",
            ),
            at_most=True,
        ),
        Kind(
            "daylight",
            Text("主要房间采光系数", "daylight factor of main rooms"),
            "%",
            Text(
                "白天主要房间的采光系数：{value}。", "Daylight factor of the main rooms: {value}."
            ),
            Room.LIVING,
            Text(
                "白天不开灯：看客厅、卧室亮不亮，窗外有没有遮挡。",
                "By day with the lights off: are living room and bedrooms light, is the view open?",
            ),
        ),
        Kind(
            "prefabrication",
            Text("装配率", "prefabrication rate"),
            "%",
            Text(
                "在工厂预制、现场装配的部分：{value}。",
                "Share made in a factory and put together on site: {value}.",
            ),
        ),
        Kind(
            "recycled",
            Text("可再循环材料用量比例", "share of recyclable materials"),
            "%",
            Text(
                "建材中可再循环材料的比例：{value}。", "Recyclable share of the materials: {value}."
            ),
        ),
    )
}
