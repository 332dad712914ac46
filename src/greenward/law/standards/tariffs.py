"""Quantities of electricity tiers and quotas (Article 26) and of published targets (Articles 4, 7)."""

from __future__ import annotations

from ..language import Text
from .kinds import Quantity, exactly, keys

QUANTITIES = (
    Quantity(
        "tariff.tier_to",
        Text("居民阶梯电量上限", "upper end of a household's tier"),
        exactly("kWh/month"),
        keys("tier", "tariff_season"),
        keys("tier"),
        whole=True,
        directions=("at most",),
    ),
    Quantity(
        "tariff.price",
        Text("居民阶梯电价", "price of a household's tier"),
        exactly("CNY/kWh"),
        keys("tier", "tariff_season"),
        keys("tier"),
    ),
    Quantity(
        "tariff.surcharge",
        Text("比第一档电价加价", "surcharge on the first tier's price"),
        exactly("CNY/kWh"),
        keys("tier", "tariff_season", "energy_class"),
        keys("tier"),
    ),
    Quantity(
        "electricity.quota",
        Text("建筑用电定额", "electricity quota of a building"),
        exactly("kWh/(m²·a)"),
        keys("energy_class", "climate_zone"),
        decimals=2,
        directions=("at most",),
    ),
    Quantity(
        "target",
        Text("规划目标", "target of a plan"),
        exactly("%", "m²", "kW"),
        keys("indicator"),
        keys("indicator"),
        directions=("at least", "above"),
    ),
)
