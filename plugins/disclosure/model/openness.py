"""The five openness categories (五公开)."""

from __future__ import annotations

from enum import StrEnum


class Openness(StrEnum):
    """The five stages of administration that are published (国办发〔2019〕54号; 湛河区通知二（四）)."""

    DECISION = "决策公开"
    EXECUTION = "执行公开"
    MANAGEMENT = "管理公开"
    SERVICE = "服务公开"
    RESULT = "结果公开"

    @property
    def slug(self) -> str:
        """The name of the category in addresses."""
        return self.name.lower()
